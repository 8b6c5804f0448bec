using System.Runtime.CompilerServices;
using Sallyport.Controls.Audit.Days;
using Sallyport.Controls.Audit.Retention;
using Sallyport.Core.Auditing;
using Sallyport.Storage.Databases;
using Sallyport.Storage.Writing;

namespace Sallyport.Storage.Auditing;

/// <summary>Tombstones, gaps and holds in the database.</summary>
internal sealed class AuditRetentionStore(DatabaseReader reader, DatabaseWriter writer) : IAuditRetentionStore
{
    /// <summary>Records of one statement and statements of one transaction: all that is written waits for it.</summary>
    private const long RemovedAtOnce = 500;
    private const int StatementsAtOnce = 10;
    private const int GapsAtOnce = 1000;

    private const string InsertTombstone = $"""
        INSERT INTO audit_tombstone ({TombstoneRow.Columns})
        SELECT @Day, @Kind, @Records, @Gaps, @Head, @Rule, @IsDone, @KeyId, @SignedAt, @Signature
        WHERE NOT EXISTS (SELECT 1 FROM audit_hold WHERE first_day <= @Day AND last_day >= @Day)
        ON CONFLICT DO NOTHING
        """;

    private const string InsertGap = $"INSERT INTO audit_gap ({GapRow.Columns}) VALUES (@FirstSequence, @LastSequence, @Hash, @Day, @Kind)";

    /// <inheritdoc />
    public async Task<IReadOnlyList<AuditTombstone>> ListTombstonesAsync(CancellationToken cancellationToken)
    {
        var rows = await reader.ListAsync<TombstoneRow>($"SELECT {TombstoneRow.Columns} FROM audit_tombstone ORDER BY day, kind", null, cancellationToken);
        return [.. rows.Select(row => row.ToTombstone())];
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<AuditGap>> FindGapsAsync(AuditDay day, string kind, CancellationToken cancellationToken)
    {
        // Neighbours differ from their place among the records of their kind by the same number.
        var rows = await reader.ListAsync<GapRow>(
            $"""
            SELECT gap.first_sequence, gap.last_sequence, audit.hash, {DayRow.NumberOf(day.Date)} AS day, '{kind}' AS kind
            FROM (
              SELECT min(sequence) AS first_sequence, max(sequence) AS last_sequence
              FROM (SELECT sequence, sequence - row_number() OVER (ORDER BY sequence) AS place FROM audit WHERE sequence BETWEEN @First AND @Last AND {ConditionOf(kind)}) AS placed
              GROUP BY place) AS gap
            JOIN audit ON audit.sequence = gap.last_sequence
            ORDER BY gap.first_sequence
            """,
            new { day.First, day.Last },
            cancellationToken);
        return [.. rows.Select(row => row.ToGap())];
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<AuditGap> ReadGapsAsync(long first, long last, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (IReadOnlyList<GapRow>? rows = null; rows is null || rows.Count == GapsAtOnce;)
        {
            rows = await reader.ListAsync<GapRow>(
                $"SELECT {GapRow.Columns} FROM audit_gap WHERE first_sequence BETWEEN @first AND @last ORDER BY first_sequence LIMIT {GapsAtOnce}", new { first, last }, cancellationToken);
            foreach (var row in rows)
            {
                yield return row.ToGap();
                first = row.LastSequence + 1;
            }
        }
    }

    /// <inheritdoc />
    public Task<bool> BuryAsync(AuditTombstone tombstone, IReadOnlyList<AuditGap> gaps, AuditEntry audit, CancellationToken cancellationToken) => writer.ExecuteAsync(
        async work =>
        {
            if (!await work.TryExecuteAsync(InsertTombstone, TombstoneRow.From(tombstone)))
            {
                return false;
            }

            foreach (var gap in gaps)
            {
                await work.ExecuteAsync(InsertGap, GapRow.From(gap));
            }

            return true;
        },
        audit,
        isConfigurationChange: false,
        cancellationToken);

    /// <inheritdoc />
    public async Task RemoveAsync(AuditTombstone tombstone, CancellationToken cancellationToken)
    {
        var (day, kind) = (DayRow.NumberOf(tombstone.Date), tombstone.Kind);
        var gaps = await reader.ListAsync<GapRow>(
            $"SELECT {GapRow.Columns} FROM audit_gap WHERE day = @day AND kind = @kind ORDER BY first_sequence DESC", new { day, kind }, cancellationToken);
        foreach (var windows in gaps.SelectMany(WindowsOf).Chunk(StatementsAtOnce))
        {
            await ExecuteAsync(
                async work =>
                {
                    foreach (var (first, last) in windows)
                    {
                        await work.ExecuteAsync("DELETE FROM audit WHERE sequence BETWEEN @first AND @last", new { first, last });
                    }
                },
                cancellationToken);
        }

        await ExecuteAsync(work => work.ExecuteAsync("UPDATE audit_tombstone SET is_done = 1 WHERE day = @day AND kind = @kind", new { day, kind }), cancellationToken);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<AuditHold>> ListHoldsAsync(CancellationToken cancellationToken)
    {
        var rows = await reader.ListAsync<HoldRow>("SELECT id, reason, first_day, last_day, created_at, created_by FROM audit_hold ORDER BY created_at, id", null, cancellationToken);
        return [.. rows.Select(row => row.ToHold())];
    }

    /// <inheritdoc />
    public Task AddHoldAsync(AuditHold hold, AuditEntry audit, CancellationToken cancellationToken) => writer.ExecuteAsync(
        work => work.TryExecuteAsync(
            "INSERT INTO audit_hold (id, reason, first_day, last_day, created_at, created_by) VALUES (@Id, @Reason, @FirstDay, @LastDay, @CreatedAt, @CreatedBy)", HoldRow.From(hold)),
        audit,
        isConfigurationChange: false,
        cancellationToken);

    /// <inheritdoc />
    public Task<bool> RemoveHoldAsync(string id, AuditEntry audit, CancellationToken cancellationToken) => writer.ExecuteAsync(
        work => work.TryExecuteAsync("DELETE FROM audit_hold WHERE id = @id", new { id }), audit, isConfigurationChange: false, cancellationToken);

    /// <summary>Which records are of a kind.</summary>
    private static string ConditionOf(string kind) => kind switch
    {
        AuditKinds.Exchange => "(kind IS NOT NULL OR event_type LIKE 'exchange.%')",
        AuditKinds.SignIn => "(kind IS NULL AND event_type LIKE 'auth.%')",
        _ => "(kind IS NULL AND event_type NOT LIKE 'auth.%' AND event_type NOT LIKE 'exchange.%')",
    };

    /// <summary>From the end of a gap to its beginning: the verifier goes on behind a gap where it finds the first record of it missing.</summary>
    private static IEnumerable<(long First, long Last)> WindowsOf(GapRow gap)
    {
        for (var last = gap.LastSequence; last >= gap.FirstSequence; last -= RemovedAtOnce)
        {
            yield return (Math.Max(gap.FirstSequence, last - RemovedAtOnce + 1), last);
        }
    }

    private Task<bool> ExecuteAsync(Func<DatabaseWork, Task> change, CancellationToken cancellationToken) => writer.ExecuteAsync(
        async work =>
        {
            await change(work);
            return true;
        },
        [],
        isConfigurationChange: false,
        cancellationToken);
}
