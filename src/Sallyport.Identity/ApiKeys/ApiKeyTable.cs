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
    public async Task ReloadAsync(CancellationToken cancellationToken)
    {
        var before = _state.Current;
        await _state.ReloadAsync(BuildAsync, cancellationToken);
        var now = _state.Current;
        foreach (var (id, use) in before.Uses)
        {
            if (!ReferenceEquals(now.Uses.GetValueOrDefault(id), use))
            {
                await use.SettleAsync(works: false);
            }
        }

        foreach (var entry in now.Entries)
        {
            // A key that ends by time lets what it began run out.
            await entry.Use.SettleAsync(StatusOf(entry.Key) is ApiKeyStatus.Active or ApiKeyStatus.Expired);
        }
    }

    internal IReadOnlyList<ApiKeyEntry> Entries => _state.Current.Entries;

    /// <summary>The entry of a key's text, or null. The text has passed <see cref="ApiKeyFormat.IsWellFormed"/>.</summary>
    internal ApiKeyEntry? Find(ReadOnlySpan<char> key)
    {
        var hash = SecretHash.Of(key);
        return _state.Current.ByHash.TryGetValue(hash, out var entry) && (entry.Hash.IsSameAs(hash) || IsStillGood(entry, hash)) ? entry : null;
    }

    /// <summary>Whether the key works right now, and why not: a key ends by time, and rests while the user who made it is disabled.</summary>
    internal ApiKeyStatus StatusOf(ApiKey key) =>
        key.RevokedAt is not null ? ApiKeyStatus.Revoked
        : key.ExpiresAt <= clock.GetUtcNow() ? ApiKeyStatus.Expired
        : users.Find(key.OwnerUserId) is { IsActive: true } ? ApiKeyStatus.Active : ApiKeyStatus.OwnerDisabled;

    /// <summary>When the key was last used, stored or not yet.</summary>
    internal LastUse? LastUseOf(ApiKey key)
    {
        var live = _state.Current.Uses.GetValueOrDefault(key.Id);
        if (live?.Last is { } at && (key.LastUsedAt is null || at > key.LastUsedAt))
        {
            return new LastUse(at, live.From);
        }

        return key.LastUsedAt is { } stored ? new LastUse(stored, key.LastUsedFrom) : null;
    }

    /// <summary>Whether it is the text before the last rotation, and its time is not over.</summary>
    private bool IsStillGood(ApiKeyEntry entry, SecretHash hash) =>
        entry.Previous is { } previous && previous.IsSameAs(hash) && entry.Key.PreviousUntil > clock.GetUtcNow();

    private async Task<State> BuildAsync(CancellationToken cancellationToken)
    {
        var keys = await store.ListAsync(cancellationToken);
        var before = _state.Current;
        var entries = keys.Select(key => new ApiKeyEntry(key, UseOf(key, before))).ToList();
        return new State(
            entries,
            entries.Select(entry => KeyValuePair.Create(entry.Hash, entry))
                .Concat(entries.Where(entry => entry.Previous is not null).Select(entry => KeyValuePair.Create(entry.Previous.GetValueOrDefault(), entry)))
                .ToFrozenDictionary(),
            entries.ToFrozenDictionary(entry => entry.Key.Id, entry => entry.Use, StringComparer.Ordinal),
            keys.ToLookup(key => key.TeamId ?? "", StringComparer.Ordinal));
    }

    /// <summary>That of before, but a new one where the text shown until now works no more: what runs under that text is to end with the old one.</summary>
    private static KeyUse UseOf(ApiKey key, State before)
    {
        if (!before.Uses.TryGetValue(key.Id, out var use))
        {
            return new KeyUse();
        }

        return before.ByHash.ContainsKey(new SecretHash(key.Hash)) || (key.PreviousHash is { } previous && before.ByHash.ContainsKey(new SecretHash(previous)))
            ? use
            : use.Renew();
    }

    private sealed record State(
        IReadOnlyList<ApiKeyEntry> Entries, FrozenDictionary<SecretHash, ApiKeyEntry> ByHash, FrozenDictionary<string, KeyUse> Uses, ILookup<string, ApiKey> ByTeam)
    {
        internal static State Empty { get; } = new(
            [], FrozenDictionary<SecretHash, ApiKeyEntry>.Empty, FrozenDictionary<string, KeyUse>.Empty, Array.Empty<ApiKey>().ToLookup(key => key.Id));
    }
}
