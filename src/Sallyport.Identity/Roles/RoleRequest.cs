using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Sallyport.Core.Access;
using Sallyport.Core.Api;

namespace Sallyport.Identity.Roles;

/// <summary>The body that makes or changes a role.</summary>
public sealed partial class RoleRequest
{
    /// <summary>Unique name: 1 to 64 lower-case letters, digits, <c>_</c> and <c>-</c>, beginning with a letter. A change may leave it out.</summary>
    [StringLength(64, MinimumLength = 1)]
    public string? Name { get; init; }

    /// <summary>For people, at most 1,000 characters.</summary>
    [MaxLength(1000)]
    public string? Description { get; init; }

    /// <summary>The permissions, such as <c>proxies:read</c>; see <c>GET /permissions</c>.</summary>
    [MaxLength(200)]
    public IReadOnlyList<string>? Permissions { get; init; }

    internal FaultList FindFaults(string name)
    {
        var faults = new FaultList();
        faults.Require(NameRule().IsMatch(name), "name", "The name must have 1 to 64 lower-case letters, digits, '_' and '-', and begin with a letter.");
        faults.Require(Name is null || Name == name, "name", $"A role keeps its name '{name}'; users are given it by that.");
        faults.Require(Description is null or { Length: <= 1000 }, "description", "The description must have at most 1,000 characters.");
        faults.Require(Permissions is { Count: > 0 and <= 200 }, "permissions", "A role needs at least one permission.");
        for (var i = 0; i < (Permissions?.Count ?? 0); i++)
        {
            var permission = Permissions?[i] ?? "";
            faults.Require(Rights.Exists(permission), $"permissions[{i}]", $"There is no permission '{permission}'; see GET /api/v1/permissions.");
        }

        return faults;
    }

    [GeneratedRegex(@"^[a-z][a-z0-9_-]{0,63}\z", RegexOptions.NonBacktracking)]
    private static partial Regex NameRule();
}
