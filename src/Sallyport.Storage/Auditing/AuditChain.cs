using System.Data.Common;
using Dapper;
using Sallyport.Controls.Audit;
using Sallyport.Core.Auditing;
using Sallyport.Storage.Writing;

namespace Sallyport.Storage.Auditing;

/// <summary>
/// Recomputes the hash chain. Finds changed, missing, added and reordered records, and a cut-off end. Whoever can write the
/// database and knows the form can compute a whole new chain, or cut the end off and rewrite the recorded end: an <see cref="AuditAnchor"/> kept elsewhere
/// excludes that.
/// </summary>
internal static class AuditChain
{
    /// <summary>Checks all records as of one moment. <paramref name="begin"/> opens a transaction that reads a fixed state.</summary>
    public static async Task<AuditVerification> VerifyAsync(DbConnection connection, string begin, AuditAnchor? anchor, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(new CommandDefinition(begin, cancellationToken: cancellationToken));
        try
        {
            var head = await connection.QuerySingleAsync<ChainHead>(
                new CommandDefinition("SELECT sequence, hash FROM audit_head", cancellationToken: cancellationToken));
            await using var rows = await connection.ExecuteReaderAsync(
                new CommandDefinition($"SELECT {AuditColumns.List} FROM audit ORDER BY sequence", cancellationToken: cancellationToken));
            return await VerifyAsync(rows, head, anchor, cancellationToken);
        }
        finally
        {
            await connection.ExecuteAsync("ROLLBACK");
        }
    }

    private static async Task<AuditVerification> VerifyAsync(DbDataReader rows, ChainHead head, AuditAnchor? anchor, CancellationToken cancellationToken)
    {
        var record = new AuditRecord();
        var previous = new byte[AuditRecord.HashBytes];
        var checkedRecords = 0L;
        while (await rows.ReadAsync(cancellationToken))
        {
            var expected = checkedRecords + 1;
            if (FindFault(rows, expected, record, previous) is { } fault)
            {
                return new AuditVerification(checkedRecords, expected, fault);
            }

            record.Hash.Span.CopyTo(previous);
            if (anchor?.Sequence == expected && anchor.Hash != Convert.ToHexStringLower(previous))
            {
                return new AuditVerification(checkedRecords, expected, "the record is not the one the anchor remembers: the trail was computed anew");
            }

            checkedRecords = expected;
        }

        if (anchor?.Sequence > checkedRecords)
        {
            return new AuditVerification(checkedRecords, checkedRecords + 1, $"the trail ends at record {checkedRecords}, but the anchor remembers record {anchor.Sequence}");
        }

        return head.Sequence == checkedRecords && head.Hash.AsSpan().SequenceEqual(previous)
            ? new AuditVerification(checkedRecords, null, null) { Newest = checkedRecords == 0 ? null : new AuditAnchor(checkedRecords, Convert.ToHexStringLower(previous)) }
            : new AuditVerification(checkedRecords, checkedRecords + 1, $"the trail ends at record {checkedRecords}, but its recorded end is {head.Sequence}");
    }

    private static string? FindFault(DbDataReader row, long expected, AuditRecord record, ReadOnlySpan<byte> previous)
    {
        var sequence = AuditRowReader.ReadSequence(row);
        if (sequence != expected)
        {
            return sequence > expected ? $"record {expected} is missing" : $"record {sequence} stands where {expected} is expected";
        }

        AuditEntry entry;
        try
        {
            entry = AuditRowReader.ReadEntry(row);
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or OverflowException or InvalidCastException or InvalidOperationException)
        {
            return "the record holds values the gateway never writes";
        }

        record.Fill(entry, sequence, previous);
        return record.Hash.Span.SequenceEqual(AuditRowReader.ReadHash(row)) ? null : "the record's contents do not fit its hash";
    }
}
