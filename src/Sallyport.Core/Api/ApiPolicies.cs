namespace Sallyport.Core.Api;

/// <summary>Names of the authorization policies of the management API besides the permissions, each of which names its own.</summary>
public static class ApiPolicies
{
    /// <summary>Signed in, also while the password must be changed.</summary>
    public const string SignedIn = "SignedIn";
}
