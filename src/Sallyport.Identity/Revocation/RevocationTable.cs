using System.Collections.Frozen;
using Sallyport.Core.Proxies;

namespace Sallyport.Identity.Revocation;

/// <summary>
/// Revocations in memory: asking costs no read, and a lost store lets nothing through that was ended before. Other gateways on the same
/// database hear of one with the change notification.
/// </summary>
public sealed class RevocationTable(IRevocationStore store, TimeProvider clock) : ISnapshot
{
    private readonly SnapshotCell<FrozenDictionary<(RevocationKind, string), DateTimeOffset>> _ends =
        new(FrozenDictionary<(RevocationKind, string), DateTimeOffset>.Empty);

    /// <inheritdoc />
    public Task ReloadAsync(CancellationToken cancellationToken) => _ends.ReloadAsync(BuildAsync, cancellationToken);

    /// <summary>Whether what was made then is ended: by its own id, by its user or by its session.</summary>
    internal bool Covers(string? tokenId, string userId, string? sessionId, DateTimeOffset madeAt)
    {
        var ends = _ends.Current;
        return ends.Count > 0
            && ((tokenId is not null && ends.ContainsKey((RevocationKind.Token, tokenId)))
                || (ends.TryGetValue((RevocationKind.Subject, userId), out var at) && madeAt <= at)
                || (sessionId is not null && ends.ContainsKey((RevocationKind.Family, sessionId))));
    }

    private async Task<FrozenDictionary<(RevocationKind, string), DateTimeOffset>> BuildAsync(CancellationToken cancellationToken) =>
        (await store.ListAsync(clock.GetUtcNow(), cancellationToken)).ToFrozenDictionary(entry => (entry.Kind, entry.Value), entry => entry.RevokedAt);
}
