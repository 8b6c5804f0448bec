namespace Sallyport.Core.Api;

/// <summary>Names of the authorization policies of the management API. Each includes the ones before it.</summary>
public static class ApiPolicies
{
    /// <summary>Signed in, also while the password must be changed.</summary>
    public const string SignedIn = "SignedIn";

    /// <summary>May read.</summary>
    public const string Viewer = "Viewer";

    /// <summary>May start and stop proxies.</summary>
    public const string Operator = "Operator";

    /// <summary>May change everything.</summary>
    public const string Admin = "Admin";
}
