using System.Collections.Frozen;
using Sallyport.Core.Access;
using Sallyport.Core.Proxies;
using Sallyport.Identity.Authentication;

namespace Sallyport.Identity.ApiKeys;

/// <summary>The API keys in memory, by the SHA-256 of their text. Finding one reads no database and allocates nothing.</summary>
public sealed class ApiKeyTable(IApiKeyStore store, TimeProvider clock) : ISnapshot, ITeamKeys
{
    private readonly SnapshotCell<State> _state = new(State.Empty);

    /// <inheritdoc />
    public int CountOf(string teamId) => _state.Current.UsableByTeam.GetValueOrDefault(teamId);

    /// <inheritdoc />
    public Task ReloadAsync(CancellationToken cancellationToken) => _state.ReloadAsync(BuildAsync, cancellationToken);

    internal IEnumerable<ApiKeyEntry> Entries => _state.Current.ByHash.Values;

    /// <summary>The entry of a key's text, or null. The text has passed <see cref="ApiKeyFormat.IsWellFormed"/>.</summary>
    internal ApiKeyEntry? Find(ReadOnlySpan<char> key)
    {
        var hash = SecretHash.Of(key);
        return _state.Current.ByHash.TryGetValue(hash, out var entry) && entry.Hash.IsSameAs(hash) ? entry : null;
    }

    /// <summary>When the key was last used, stored or not yet.</summary>
    internal DateTimeOffset? LastUseOf(ApiKey key)
    {
        var live = _state.Current.Uses.GetValueOrDefault(key.Id)?.Last;
        return live > key.LastUsedAt || key.LastUsedAt is null ? live : key.LastUsedAt;
    }

    private async Task<State> BuildAsync(CancellationToken cancellationToken)
    {
        var keys = await store.ListAsync(cancellationToken);
        var uses = _state.Current.Uses;
        var entries = keys.Select(key => new ApiKeyEntry(key, uses.GetValueOrDefault(key.Id) ?? new KeyUse())).ToList();
        var now = clock.GetUtcNow();
        return new State(
            entries.ToFrozenDictionary(entry => entry.Hash),
            entries.ToFrozenDictionary(entry => entry.Key.Id, entry => entry.Use, StringComparer.Ordinal),
            keys.Where(key => key.TeamId is not null && key.RevokedAt is null && !(key.ExpiresAt <= now))
                .GroupBy(key => key.TeamId ?? "", StringComparer.Ordinal)
                .ToFrozenDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal));
    }

    private sealed record State(
        FrozenDictionary<SecretHash, ApiKeyEntry> ByHash, FrozenDictionary<string, KeyUse> Uses, FrozenDictionary<string, int> UsableByTeam)
    {
        internal static State Empty { get; } = new(
            FrozenDictionary<SecretHash, ApiKeyEntry>.Empty, FrozenDictionary<string, KeyUse>.Empty, FrozenDictionary<string, int>.Empty);
    }
}
