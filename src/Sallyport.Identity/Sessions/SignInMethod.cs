namespace Sallyport.Identity.Sessions;

/// <summary>What a person showed to sign in.</summary>
public enum SignInMethod
{
    /// <summary>The password alone.</summary>
    Password,

    /// <summary>The password and a code of an authenticator app.</summary>
    Totp,

    /// <summary>The password and a recovery code.</summary>
    RecoveryCode,
}
