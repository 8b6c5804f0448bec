namespace Sallyport.Identity.Users;

/// <summary>Names of the roles that come with the gateway. A user's role is one of these or a custom one.</summary>
public static class UserRole
{
    /// <summary>Everything. One active user always has it.</summary>
    public const string Admin = "admin";

    /// <summary>A developer who may lead teams.</summary>
    public const string TeamAdmin = "team_admin";

    /// <summary>Builds against the gateway.</summary>
    public const string Developer = "developer";

    /// <summary>Runs the gateway.</summary>
    public const string Operator = "operator";

    /// <summary>Reads everything but people and roles.</summary>
    public const string Viewer = "viewer";

    /// <summary>Reads everything but API keys, and changes nothing.</summary>
    public const string Auditor = "auditor";

    /// <summary>A program.</summary>
    public const string ServiceAgent = "service_agent";
}
