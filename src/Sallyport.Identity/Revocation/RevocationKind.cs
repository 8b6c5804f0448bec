namespace Sallyport.Identity.Revocation;

/// <summary>What a revocation ends.</summary>
public enum RevocationKind
{
    /// <summary>One access token, by its id (<c>jti</c>).</summary>
    Token,

    /// <summary>All that a user had until then.</summary>
    Subject,

    /// <summary>All that came of one sign-in: the session, and the access tokens made in it.</summary>
    Family,
}
