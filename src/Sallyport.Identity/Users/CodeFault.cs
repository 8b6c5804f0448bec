namespace Sallyport.Identity.Users;

/// <summary>What is wrong with the code of a sign-in.</summary>
public enum CodeFault
{
    /// <summary>None was sent, and one is needed.</summary>
    Missing,

    /// <summary>It is neither the authenticator's nor a recovery code, or it was used before.</summary>
    Wrong,
}
