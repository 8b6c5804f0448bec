using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sallyport.Controls.Audit.Days;
using Sallyport.Controls.Audit.Retention;
using Sallyport.Core.Api;

namespace Sallyport.Controls.Audit.Exporting;

/// <summary>Writes exports record by record: the memory they take does not grow with them.</summary>
internal sealed class AuditExport(IAuditStore store, IAuditDayStore days, IAuditRetentionStore retention)
{
    private static readonly JsonSerializerOptions Options = new(ApiJson.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Writes what the query finds, oldest first, as CSV.</summary>
    internal async Task WriteCsvAsync(AuditQuery query, Stream stream, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(CsvLine.Header), cancellationToken);
        await foreach (var record in store.ReadAsync(query, cancellationToken))
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(CsvLine.Of(record)), cancellationToken);
        }
    }

    /// <summary>Writes what the query finds, oldest first, as JSON Lines.</summary>
    internal async Task WriteLinesAsync(AuditQuery query, Stream stream, CancellationToken cancellationToken)
    {
        await foreach (var record in store.ReadAsync(query, cancellationToken))
        {
            await WriteAsync(stream, new ExportLine { Record = ExportedRecord.Of(record) }, cancellationToken);
        }
    }

    /// <summary>Writes whole days with everything that is needed to verify them.</summary>
    internal async Task WriteDaysAsync(IReadOnlyList<AuditDay> chosen, Stream stream, CancellationToken cancellationToken)
    {
        foreach (var key in await days.ListKeysAsync(cancellationToken))
        {
            await WriteAsync(stream, new ExportLine { PublicKey = key.PublicKey }, cancellationToken);
        }

        foreach (var day in chosen)
        {
            await WriteAsync(stream, new ExportLine { Day = day }, cancellationToken);
        }

        var dates = chosen.Select(day => day.Date).ToHashSet();
        foreach (var tombstone in (await retention.ListTombstonesAsync(cancellationToken)).Where(tombstone => dates.Contains(tombstone.Date)))
        {
            await WriteAsync(stream, new ExportLine { Tombstone = tombstone }, cancellationToken);
        }

        await foreach (var gap in retention.ReadGapsAsync(chosen[0].First, chosen[^1].Last, cancellationToken))
        {
            await WriteAsync(stream, new ExportLine { Gap = gap }, cancellationToken);
        }

        await WriteLinesAsync(new AuditQuery { FirstSequence = chosen[0].First, LastSequence = chosen[^1].Last }, stream, cancellationToken);
    }

    private static async Task WriteAsync(Stream stream, ExportLine line, CancellationToken cancellationToken)
    {
        await JsonSerializer.SerializeAsync(stream, line, Options, cancellationToken);
        await stream.WriteAsync("\n"u8.ToArray(), cancellationToken);
    }
}
