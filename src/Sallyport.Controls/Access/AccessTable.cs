using System.Collections.Frozen;
using Sallyport.Core.Access;
using Sallyport.Core.Proxies;

namespace Sallyport.Controls.Access;

/// <summary>Teams and their grants in memory.</summary>
public sealed class AccessTable(ITeamStore store) : ISnapshot, ITeamDirectory
{
    private readonly SnapshotCell<FrozenDictionary<string, TeamEntry>> _teams = new(FrozenDictionary<string, TeamEntry>.Empty);

    /// <inheritdoc />
    public string? FindName(string teamId) => Find(teamId)?.Team.Name;

    /// <inheritdoc />
    public TeamRole? FindRole(string teamId, string userId) => Find(teamId)?.Roles.TryGetValue(userId, out var role) is true ? role : null;

    /// <inheritdoc />
    public Task ReloadAsync(CancellationToken cancellationToken) => _teams.ReloadAsync(BuildAsync, cancellationToken);

    internal TeamEntry? Find(string teamId) => _teams.Current.GetValueOrDefault(teamId);

    private async Task<FrozenDictionary<string, TeamEntry>> BuildAsync(CancellationToken cancellationToken) =>
        (await store.ListAsync(cancellationToken)).ToFrozenDictionary(team => team.Id, TeamEntry.Of, StringComparer.Ordinal);
}
