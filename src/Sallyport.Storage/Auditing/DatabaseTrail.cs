using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;
using Sallyport.Core.Auditing;
using Sallyport.Storage.Databases;

namespace Sallyport.Storage.Auditing;

/// <summary>The trail of a database, read inside of one transaction. Also of one that is older than days are.</summary>
internal sealed class DatabaseTrail(DbConnection connection, DatabaseDialect dialect) : ITrail
{
    static DatabaseTrail()
    {
        // Columns are snake_case, properties are not.
        DefaultTypeMap.MatchNamesWithUnderscores = true;
    }

    /// <inheritdoc />
    public async Task<TrailFrame> ReadFrameAsync(CancellationToken cancellationToken)
    {
        if (!await HasDaysAsync(cancellationToken))
        {
            var end = await ListAsync<TrailEnd>("SELECT sequence, hash FROM audit_head", cancellationToken);
            return new TrailFrame { End = end.Single() };
        }

        var days = await ListAsync<DayRow>("SELECT * FROM audit_day ORDER BY first_sequence, day", cancellationToken);
        var checkpoints = await ListAsync<DayRow>("SELECT * FROM audit_checkpoint", cancellationToken);
        var tombstones = await ListAsync<TombstoneRow>($"SELECT {TombstoneRow.Columns} FROM audit_tombstone ORDER BY day, kind", cancellationToken);
        var gaps = await ListAsync<GapRow>($"SELECT {GapRow.Columns} FROM audit_gap ORDER BY first_sequence", cancellationToken);
        return new TrailFrame
        {
            End = (await ListAsync<TrailEnd>("SELECT sequence, hash, day, day_first, day_previous FROM audit_head", cancellationToken)).Single(),
            Days = [.. days.Select(row => row.ToDay(isClosed: true))],
            Checkpoint = checkpoints.SingleOrDefault()?.ToDay(isClosed: false),
            KeepsCheckpoint = true,
            Tombstones = [.. tombstones.Select(row => row.ToTombstone())],
            Gaps = [.. gaps.Select(row => row.ToGap())],
            Keys = string.Join('\n', await ListAsync<string>("SELECT public_key FROM audit_key ORDER BY created_at", cancellationToken)),
        };
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<TrailRecord> ReadFromAsync(long first, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var rows = await connection.ExecuteReaderAsync(new CommandDefinition(
            $"SELECT {AuditColumns.List} FROM audit WHERE sequence >= @first ORDER BY sequence", new { first }, cancellationToken: cancellationToken));
        while (await rows.ReadAsync(cancellationToken))
        {
            yield return new TrailRecord(AuditRowReader.ReadSequence(rows), AuditRowReader.ReadHash(rows), ReadEntry(rows));
        }
    }

    private static AuditEntry? ReadEntry(DbDataReader row)
    {
        try
        {
            return AuditRowReader.ReadEntry(row);
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or OverflowException or InvalidCastException or InvalidOperationException)
        {
            return null;
        }
    }

    // A copy made before an upgrade is verified as it is.
    private async Task<bool> HasDaysAsync(CancellationToken cancellationToken) =>
        dialect != DatabaseDialect.Sqlite
        || (await ListAsync<long>("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'audit_day'", cancellationToken))[0] > 0;

    private async Task<IReadOnlyList<T>> ListAsync<T>(string statement, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<T>(new CommandDefinition(statement, cancellationToken: cancellationToken))];
}
