using Sallyport.Core.Access;
using Sallyport.Identity.Users;

namespace Sallyport.Identity.Roles;

/// <summary>The roles that come with the gateway, as permissions.</summary>
public static class BuiltInRoles
{
    private static readonly string[] Viewing =
    [
        Permissions.ProxiesRead, Permissions.PoliciesRead, Permissions.PoliciesTest, Permissions.DetectorsRead, Permissions.EventsRead,
        Permissions.UsageRead, Permissions.AuditRead, Permissions.TeamsRead, Permissions.KeysOwn, Permissions.SettingsRead, Permissions.SystemRead,
    ];

    private static readonly string[] Operating =
    [
        .. Viewing, Permissions.ProxiesRun, Permissions.PoliciesRun, Permissions.DetectorsTest, Permissions.EventsMark,
        Permissions.AccessExplain,
    ];

    private static readonly string[] Developing =
    [
        Permissions.ProxiesRead, Permissions.PoliciesRead, Permissions.PoliciesTest, Permissions.UsageRead, Permissions.TeamsRead, Permissions.KeysOwn,
        Permissions.SystemRead,
    ];

    // Whoever checks others' work changes none of it: no permission here leaves anything behind.
    private static readonly string[] Auditing =
        [.. Permissions.Catalogue.Select(permission => permission.Name).Where(name => name.EndsWith(":read", StringComparison.Ordinal)), Permissions.AccessExplain];

    /// <summary>All of them, those that hold most first.</summary>
    public static IReadOnlyList<Role> All { get; } =
    [
        Of(UserRole.Admin, "Everything", Permissions.Catalogue.Select(permission => permission.Name)),
        Of(UserRole.Operator, "Sees everything but people and roles; runs proxies, marks findings", Operating),
        Of(UserRole.Auditor, "Sees everything but API keys, people and roles too; changes nothing", Auditing),
        Of(UserRole.Viewer, "Sees everything but people and roles; tries policies, has keys of its own", Viewing),
        Of(UserRole.TeamAdmin, "A developer who may lead teams: their keys and members, and narrow their grants", [.. Developing, Permissions.TeamsOwn]),
        Of(UserRole.Developer, "Sees proxies, policies and sums, not others' exchanges; has keys of its own", Developing),
        Of(UserRole.ServiceAgent, "A program that looks up proxies", [Permissions.ProxiesRead, Permissions.SystemRead]),
    ];

    private static Role Of(string name, string description, IEnumerable<string> permissions) =>
        new() { Name = name, Description = description, Rights = Rights.Of(permissions), IsBuiltIn = true };
}
