using Sallyport.Controls.RuleHits;
using Sallyport.Core.Auditing;
using Sallyport.Storage.Databases;
using Sallyport.Storage.Writing;

namespace Sallyport.Storage.RuleHits;

/// <summary>Sums of what rules found, and marks on them, in the database.</summary>
internal sealed class RuleHitStore(DatabaseReader reader, DatabaseWriter writer) : IRuleHitStore
{
    // Adding in the statement keeps the sums right when several gateways write the same hour.
    private const string Add = """
        INSERT INTO rule_hit (hour, rule_id, proxy_id, hits, exchanges, blocked, last_at)
        VALUES (@Hour, @RuleId, @ProxyId, @Hits, @Exchanges, @Blocked, @LastAt)
        ON CONFLICT (hour, rule_id, proxy_id) DO UPDATE SET
          hits = rule_hit.hits + excluded.hits,
          exchanges = rule_hit.exchanges + excluded.exchanges,
          blocked = rule_hit.blocked + excluded.blocked,
          last_at = CASE WHEN excluded.last_at > rule_hit.last_at THEN excluded.last_at ELSE rule_hit.last_at END
        """;

    // Whole numbers again: PostgreSQL's sum of them is a numeric.
    private const string Sum = """
        SELECT MIN(hour) AS hour, rule_id, proxy_id, CAST(SUM(hits) AS bigint) AS hits, CAST(SUM(exchanges) AS bigint) AS exchanges,
          CAST(SUM(blocked) AS bigint) AS blocked, MAX(last_at) AS last_at
        FROM rule_hit WHERE hour >= @start GROUP BY rule_id, proxy_id ORDER BY rule_id, proxy_id
        """;

    private const string Mark = """
        INSERT INTO false_positive (exchange_id, rule_id, exchange_at, marked_at, marked_by, note)
        VALUES (@ExchangeId, @RuleId, @ExchangeAt, @MarkedAt, @MarkedBy, @Note)
        ON CONFLICT (exchange_id, rule_id) DO UPDATE SET marked_at = excluded.marked_at, marked_by = excluded.marked_by, note = excluded.note
        """;

    /// <inheritdoc />
    public Task AddAsync(IReadOnlyList<RuleHitSample> samples, CancellationToken cancellationToken) => writer.ExecuteAsync(
        async work =>
        {
            foreach (var sample in samples)
            {
                await work.ExecuteAsync(Add, RuleHitRow.From(sample));
            }

            return true;
        },
        [],
        isConfigurationChange: false,
        cancellationToken);

    /// <inheritdoc />
    public async Task<IReadOnlyList<RuleHitSample>> SumAsync(DateTimeOffset from, CancellationToken cancellationToken)
    {
        var rows = await reader.ListAsync<RuleHitRow>(Sum, new { start = StoredTime.ToMicroseconds(from) }, cancellationToken);
        return [.. rows.Select(row => row.ToSample())];
    }

    /// <inheritdoc />
    public Task MarkAsync(FalsePositive mark, AuditEntry audit, CancellationToken cancellationToken) =>
        writer.ExecuteAsync(work => work.TryExecuteAsync(Mark, FalsePositiveRow.From(mark)), audit, isConfigurationChange: false, cancellationToken);

    /// <inheritdoc />
    public Task<bool> UnmarkAsync(string exchangeId, string rule, AuditEntry audit, CancellationToken cancellationToken)
    {
        var parameters = new { exchangeId = StoredText.Clean(exchangeId), rule = StoredText.Clean(rule) };
        return writer.ExecuteAsync(
            work => work.TryExecuteAsync("DELETE FROM false_positive WHERE exchange_id = @exchangeId AND rule_id = @rule", parameters), audit, isConfigurationChange: false, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<FalsePositive>> ListAsync(string exchangeId, CancellationToken cancellationToken)
    {
        var rows = await reader.ListAsync<FalsePositiveRow>(
            "SELECT exchange_id, rule_id, exchange_at, marked_at, marked_by, note FROM false_positive WHERE exchange_id = @exchangeId ORDER BY rule_id",
            new { exchangeId = StoredText.Clean(exchangeId) },
            cancellationToken);
        return [.. rows.Select(row => row.ToMark())];
    }

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<string, long>> CountAsync(DateTimeOffset from, CancellationToken cancellationToken)
    {
        var rows = await reader.ListAsync<(string Rule, long Count)>(
            "SELECT rule_id, count(*) FROM false_positive WHERE exchange_at >= @start GROUP BY rule_id", new { start = StoredTime.ToMicroseconds(from) }, cancellationToken);
        return rows.ToDictionary(row => row.Rule, row => row.Count, StringComparer.Ordinal);
    }
}
