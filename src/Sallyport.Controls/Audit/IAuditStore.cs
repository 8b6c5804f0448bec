using Sallyport.Core.Auditing;

namespace Sallyport.Controls.Audit;

/// <summary>Reads and verifies the audit trail.</summary>
public interface IAuditStore
{
    /// <summary>A page of entries, newest first.</summary>
    Task<AuditPage> QueryAsync(AuditQuery query, CancellationToken cancellationToken);

    /// <summary>The exchange with this request id, or null.</summary>
    Task<StoredAuditEntry?> FindExchangeAsync(string requestId, CancellationToken cancellationToken);

    /// <summary>Exchanges with findings since a time, by the gravest finding's category, most first; of one proxy or of all.</summary>
    Task<IReadOnlyList<CategoryCount>> CountCategoriesAsync(DateTimeOffset from, string? proxyId, CancellationToken cancellationToken);

    /// <summary>Recomputes the hash chain and reports the first record that does not fit it or, when one is given, the anchor.</summary>
    Task<AuditVerification> VerifyAsync(AuditAnchor? anchor, CancellationToken cancellationToken);
}
