using Sallyport.Controls.Audit.Signing;
using Sallyport.Core.Auditing;

namespace Sallyport.Controls.Audit;

/// <summary>Reads and verifies the audit trail.</summary>
public interface IAuditStore
{
    /// <summary>A page of entries, newest first.</summary>
    Task<AuditPage> QueryAsync(AuditQuery query, CancellationToken cancellationToken);

    /// <summary>All entries that match, oldest first; page and limit do not count. Reads as it goes on.</summary>
    IAsyncEnumerable<StoredAuditEntry> ReadAsync(AuditQuery query, CancellationToken cancellationToken);

    /// <summary>The exchange with this request id, or null.</summary>
    Task<StoredAuditEntry?> FindExchangeAsync(string requestId, CancellationToken cancellationToken);

    /// <summary>Exchanges with findings since a time, by the gravest finding's category, most first; of one proxy or of all.</summary>
    Task<IReadOnlyList<CategoryCount>> CountCategoriesAsync(DateTimeOffset from, string? proxyId, CancellationToken cancellationToken);

    /// <summary>
    /// Recomputes the hash chain, checks heads and signatures, and reports the first record that does not fit them or, when one is given, the anchor.
    /// With keys, everything must be signed by one of them; without, the trail's own keys are taken.
    /// </summary>
    Task<AuditVerification> VerifyAsync(AuditAnchor? anchor, AuditPublicKeys? keys, CancellationToken cancellationToken);
}
