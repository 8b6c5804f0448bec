namespace Sallyport.Core.Api;

/// <summary>Claim types of a signed-in person.</summary>
public static class ApiClaims
{
    /// <summary>The user's id.</summary>
    public const string UserId = "sub";

    /// <summary>The sign-in name.</summary>
    public const string UserName = "name";

    /// <summary>The name of the role.</summary>
    public const string Role = "role";

    /// <summary>The session's id.</summary>
    public const string SessionId = "sid";
}
