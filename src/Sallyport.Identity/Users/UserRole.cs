namespace Sallyport.Identity.Users;

/// <summary>Roles, ordered by what they include.</summary>
public enum UserRole
{
    /// <summary>Reads.</summary>
    Viewer,

    /// <summary>Reads, starts and stops proxies.</summary>
    Operator,

    /// <summary>Everything.</summary>
    Admin,
}
