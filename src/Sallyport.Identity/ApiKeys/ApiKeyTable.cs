using System.Collections.Frozen;
using Sallyport.Core.Access;
using Sallyport.Core.Proxies;
using Sallyport.Identity.Authentication;
using Sallyport.Identity.Users;

namespace Sallyport.Identity.ApiKeys;

/// <summary>The API keys in memory, by the SHA-256 of their text. Finding one reads no database and allocates nothing.</summary>
public sealed class ApiKeyTable(IApiKeyStore store, UserTable users, TimeProvider clock) : ISnapshot, ITeamKeys
{
    private readonly SnapshotCell<State> _state = new(State.Empty);

    /// <inheritdoc />
    public int CountOf(string teamId) => _state.Current.ByTeam[teamId].Count(key => StatusOf(key) == ApiKeyStatus.Active);

    /// <inheritdoc />
    public Task ReloadAsync(CancellationToken cancellationToken) => _state.ReloadAsync(BuildAsync, cancellationToken);

    internal IEnumerable<ApiKeyEntry> Entries => _state.Current.ByHash.Values;

    /// <summary>The entry of a key's text, or null. The text has passed <see cref="ApiKeyFormat.IsWellFormed"/>.</summary>
    internal ApiKeyEntry? Find(ReadOnlySpan<char> key)
    {
        var hash = SecretHash.Of(key);
        return _state.Current.ByHash.TryGetValue(hash, out var entry) && entry.Hash.IsSameAs(hash) ? entry : null;
    }

    /// <summary>Whether the key works right now, and why not: a key ends by time, and rests while the user who made it is disabled.</summary>
    internal ApiKeyStatus StatusOf(ApiKey key) =>
        key.RevokedAt is not null ? ApiKeyStatus.Revoked
        : key.ExpiresAt <= clock.GetUtcNow() ? ApiKeyStatus.Expired
        : users.Find(key.OwnerUserId) is { IsActive: true } ? ApiKeyStatus.Active : ApiKeyStatus.OwnerDisabled;

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
        return new State(
            entries.ToFrozenDictionary(entry => entry.Hash),
            entries.ToFrozenDictionary(entry => entry.Key.Id, entry => entry.Use, StringComparer.Ordinal),
            keys.ToLookup(key => key.TeamId ?? "", StringComparer.Ordinal));
    }

    private sealed record State(
        FrozenDictionary<SecretHash, ApiKeyEntry> ByHash, FrozenDictionary<string, KeyUse> Uses, ILookup<string, ApiKey> ByTeam)
    {
        internal static State Empty { get; } = new(
            FrozenDictionary<SecretHash, ApiKeyEntry>.Empty, FrozenDictionary<string, KeyUse>.Empty, Array.Empty<ApiKey>().ToLookup(key => key.Id));
    }
}
