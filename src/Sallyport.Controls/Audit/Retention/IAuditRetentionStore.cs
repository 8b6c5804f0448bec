using Sallyport.Controls.Audit.Days;
using Sallyport.Core.Auditing;

namespace Sallyport.Controls.Audit.Retention;

/// <summary>What was and what must not be removed from the trail.</summary>
public interface IAuditRetentionStore
{
    /// <summary>What was removed, by day and kind.</summary>
    Task<IReadOnlyList<AuditTombstone>> ListTombstonesAsync(CancellationToken cancellationToken);

    /// <summary>The gaps that removing a kind of records from a closed day would leave, in order.</summary>
    Task<IReadOnlyList<AuditGap>> FindGapsAsync(AuditDay day, string kind, CancellationToken cancellationToken);

    /// <summary>The gaps between two records, in order.</summary>
    IAsyncEnumerable<AuditGap> ReadGapsAsync(long first, long last, CancellationToken cancellationToken);

    /// <summary>Stores a tombstone and its gaps. False when the day is held, or another gateway was first.</summary>
    Task<bool> BuryAsync(AuditTombstone tombstone, IReadOnlyList<AuditGap> gaps, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Removes the records of a tombstone, a few thousand at a time so that nobody waits for it; can be begun again.</summary>
    Task RemoveAsync(AuditTombstone tombstone, CancellationToken cancellationToken);

    /// <summary>The holds, oldest first.</summary>
    Task<IReadOnlyList<AuditHold>> ListHoldsAsync(CancellationToken cancellationToken);

    /// <summary>Sets a hold.</summary>
    Task AddHoldAsync(AuditHold hold, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Lifts a hold; false when there is none of this id.</summary>
    Task<bool> RemoveHoldAsync(string id, AuditEntry audit, CancellationToken cancellationToken);
}
