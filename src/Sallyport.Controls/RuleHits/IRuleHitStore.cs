using Sallyport.Core.Auditing;

namespace Sallyport.Controls.RuleHits;

/// <summary>Durable sums of what rules found, and people's marks on them.</summary>
public interface IRuleHitStore
{
    /// <summary>Adds to the sums.</summary>
    Task AddAsync(IReadOnlyList<RuleHitSample> samples, CancellationToken cancellationToken);

    /// <summary>The sums by rule and proxy from an hour on; <see cref="RuleHitSample.Hour"/> is the first of them.</summary>
    Task<IReadOnlyList<RuleHitSample>> SumAsync(DateTimeOffset from, CancellationToken cancellationToken);

    /// <summary>Marks a rule's findings in an exchange; a second mark replaces the first.</summary>
    Task MarkAsync(FalsePositive mark, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Takes a mark back. False when there is none.</summary>
    Task<bool> UnmarkAsync(string exchangeId, string rule, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>The marks of one exchange.</summary>
    Task<IReadOnlyList<FalsePositive>> ListAsync(string exchangeId, CancellationToken cancellationToken);

    /// <summary>Marked exchanges by rule, of those that began since a time.</summary>
    Task<IReadOnlyDictionary<string, long>> CountAsync(DateTimeOffset from, CancellationToken cancellationToken);
}
