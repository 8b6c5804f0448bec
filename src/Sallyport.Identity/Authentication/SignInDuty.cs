namespace Sallyport.Identity.Authentication;

/// <summary>What a signed-in person has to settle first.</summary>
internal enum SignInDuty
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Choose another password.</summary>
    ChangePassword,

    /// <summary>Enrol a second factor.</summary>
    EnrolSecondFactor,
}
