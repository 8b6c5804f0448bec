using System.Collections.Frozen;
using Sallyport.Core.Access;
using Sallyport.Core.Proxies;

namespace Sallyport.Identity.Roles;

/// <summary>The roles in memory: what somebody may do is asked on every request, so that a change holds at once.</summary>
public sealed class RoleTable(IRoleStore store) : ISnapshot
{
    private readonly SnapshotCell<FrozenDictionary<string, Role>> _roles = new(Compile([]));

    /// <summary>The role of that name, or null.</summary>
    public Role? Find(string name) => _roles.Current.GetValueOrDefault(name);

    /// <summary>What the role of that name allows; nothing where there is none.</summary>
    public Rights RightsOf(string name) => Find(name)?.Rights ?? Rights.None;

    /// <inheritdoc />
    public Task ReloadAsync(CancellationToken cancellationToken) => _roles.ReloadAsync(BuildAsync, cancellationToken);

    /// <summary>Built-in ones first, then by name.</summary>
    internal IReadOnlyList<Role> List() =>
        [.. BuiltInRoles.All, .. _roles.Current.Values.Where(role => !role.IsBuiltIn).OrderBy(role => role.Name, StringComparer.Ordinal)];

    // A stored role cannot stand in for a built-in one, whatever a database says.
    private static FrozenDictionary<string, Role> Compile(IReadOnlyList<Role> custom) =>
        BuiltInRoles.All.Concat(custom).DistinctBy(role => role.Name).ToFrozenDictionary(role => role.Name, StringComparer.Ordinal);

    private async Task<FrozenDictionary<string, Role>> BuildAsync(CancellationToken cancellationToken) =>
        Compile(await store.ListAsync(cancellationToken));
}
