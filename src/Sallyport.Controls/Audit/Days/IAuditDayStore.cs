using Sallyport.Controls.Audit.Signing;
using Sallyport.Core.Auditing;

namespace Sallyport.Controls.Audit.Days;

/// <summary>The trail's days, their signatures, and the keys that made them.</summary>
public interface IAuditDayStore
{
    /// <summary>The closed days, oldest first.</summary>
    Task<IReadOnlyList<AuditDay>> ListClosedAsync(CancellationToken cancellationToken);

    /// <summary>The open day up to its newest record; null while it has none.</summary>
    Task<AuditDay?> FindOpenAsync(CancellationToken cancellationToken);

    /// <summary>How far the open day was signed last; null when it never was.</summary>
    Task<AuditDay?> FindCheckpointAsync(CancellationToken cancellationToken);

    /// <summary>Closes the open day when it is over, also where no record came since.</summary>
    Task CloseAsync(CancellationToken cancellationToken);

    /// <summary>Whether the record stands in the trail with this hash, or was removed with a tombstone that ends with it.</summary>
    Task<bool> ContainsAsync(long sequence, string hash, CancellationToken cancellationToken);

    /// <summary>
    /// Stores a signature: of a closed day that has none yet, or of the open day in place of the one before. False when another gateway was first.
    /// </summary>
    Task<bool> SignAsync(AuditDay day, IReadOnlyList<AuditEntry> audit, CancellationToken cancellationToken);

    /// <summary>The keys, oldest first.</summary>
    Task<IReadOnlyList<AuditSigningKey>> ListKeysAsync(CancellationToken cancellationToken);

    /// <summary>Stores a key unless there is one that signs; the key named last is retired for it. False when another gateway was first.</summary>
    Task<bool> AddKeyAsync(AuditSigningKey key, string? retired, AuditEntry audit, CancellationToken cancellationToken);
}
