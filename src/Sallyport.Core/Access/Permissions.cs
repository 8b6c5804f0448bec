namespace Sallyport.Core.Access;

/// <summary>
/// The closed catalogue of permissions of the management API. Their names are part of the public contract, and the names of the
/// authorization policies: a route states the one that it needs. Add, never rename.
/// </summary>
public static class Permissions
{
    /// <summary>See proxies and whether they run.</summary>
    public const string ProxiesRead = "proxies:read";

    /// <summary>Start, stop and restart proxies; try a target.</summary>
    public const string ProxiesRun = "proxies:run";

    /// <summary>Make, change and remove proxies.</summary>
    public const string ProxiesWrite = "proxies:write";

    /// <summary>Call every proxy with personal API keys, without a grant.</summary>
    public const string ProxiesUse = "proxies:use";

    /// <summary>See policies, patterns and YARA rules.</summary>
    public const string PoliciesRead = "policies:read";

    /// <summary>Try texts against policies.</summary>
    public const string PoliciesTest = "policies:test";

    /// <summary>Compile policies anew.</summary>
    public const string PoliciesRun = "policies:run";

    /// <summary>Make, change and remove policies.</summary>
    public const string PoliciesWrite = "policies:write";

    /// <summary>See outside detectors.</summary>
    public const string DetectorsRead = "detectors:read";

    /// <summary>Ask an outside detector about a text.</summary>
    public const string DetectorsTest = "detectors:test";

    /// <summary>Make, change and remove outside detectors.</summary>
    public const string DetectorsWrite = "detectors:write";

    /// <summary>See exchanges, also live.</summary>
    public const string EventsRead = "events:read";

    /// <summary>Mark findings as false.</summary>
    public const string EventsMark = "events:mark";

    /// <summary>See sums of requests, units and cost.</summary>
    public const string UsageRead = "usage:read";

    /// <summary>See the trail of management changes and check its chain.</summary>
    public const string AuditRead = "audit:read";

    /// <summary>See teams and their grants.</summary>
    public const string TeamsRead = "teams:read";

    /// <summary>Make, change and remove teams and their grants.</summary>
    public const string TeamsWrite = "teams:write";

    /// <summary>Make and end personal API keys of one's own.</summary>
    public const string KeysOwn = "keys:own";

    /// <summary>Make, see and end everybody's and every team's API keys.</summary>
    public const string KeysWrite = "keys:write";

    /// <summary>See users and their sessions.</summary>
    public const string UsersRead = "users:read";

    /// <summary>Make, change and remove users who hold no more than oneself.</summary>
    public const string UsersWrite = "users:write";

    /// <summary>See roles and permissions.</summary>
    public const string RolesRead = "roles:read";

    /// <summary>Make, change and remove roles that hold no more than oneself.</summary>
    public const string RolesWrite = "roles:write";

    /// <summary>Ask why somebody may, or may not, use something.</summary>
    public const string AccessExplain = "access:explain";

    /// <summary>See the settings.</summary>
    public const string SettingsRead = "settings:read";

    /// <summary>Change the settings.</summary>
    public const string SettingsWrite = "settings:write";

    /// <summary>See version, health and store.</summary>
    public const string SystemRead = "system:read";

    /// <summary>All there are, in the order shown.</summary>
    public static IReadOnlyList<PermissionEntry> Catalogue { get; } =
    [
        new(ProxiesRead, PermissionReach.Read, "See proxies and whether they run"),
        new(ProxiesRun, PermissionReach.Operate, "Start, stop and restart proxies; try a target"),
        new(ProxiesWrite, PermissionReach.Administer, "Make, change and remove proxies"),
        new(ProxiesUse, PermissionReach.Administer, "Call every proxy with personal API keys, without a grant"),
        new(PoliciesRead, PermissionReach.Read, "See policies, patterns and YARA rules"),
        new(PoliciesTest, PermissionReach.Read, "Try texts against policies"),
        new(PoliciesRun, PermissionReach.Operate, "Compile policies anew"),
        new(PoliciesWrite, PermissionReach.Administer, "Make, change and remove policies"),
        new(DetectorsRead, PermissionReach.Read, "See outside detectors"),
        new(DetectorsTest, PermissionReach.Operate, "Ask an outside detector about a text"),
        new(DetectorsWrite, PermissionReach.Administer, "Make, change and remove outside detectors"),
        new(EventsRead, PermissionReach.Read, "See exchanges, also live"),
        new(EventsMark, PermissionReach.Operate, "Mark findings as false"),
        new(UsageRead, PermissionReach.Read, "See sums of requests, units and cost"),
        new(AuditRead, PermissionReach.Read, "See the trail of management changes and check its chain"),
        new(TeamsRead, PermissionReach.Read, "See teams and their grants"),
        new(TeamsWrite, PermissionReach.Administer, "Make, change and remove teams and their grants"),
        new(KeysOwn, PermissionReach.Read, "Make and end personal API keys of one's own"),
        new(KeysWrite, PermissionReach.Administer, "Make, see and end everybody's and every team's API keys"),
        new(UsersRead, PermissionReach.Administer, "See users and their sessions"),
        new(UsersWrite, PermissionReach.Administer, "Make, change and remove users who hold no more than oneself"),
        new(RolesRead, PermissionReach.Operate, "See roles and permissions"),
        new(RolesWrite, PermissionReach.Administer, "Make, change and remove roles that hold no more than oneself"),
        new(AccessExplain, PermissionReach.Operate, "Ask why somebody may, or may not, use something"),
        new(SettingsRead, PermissionReach.Read, "See the settings"),
        new(SettingsWrite, PermissionReach.Administer, "Change the settings"),
        new(SystemRead, PermissionReach.Read, "See version, health and store"),
    ];
}
