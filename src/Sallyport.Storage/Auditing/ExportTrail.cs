using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Sallyport.Controls.Audit.Days;
using Sallyport.Controls.Audit.Exporting;
using Sallyport.Controls.Audit.Retention;
using Sallyport.Core.Api;

namespace Sallyport.Storage.Auditing;

/// <summary>The trail of an export of whole days in JSON Lines. Read anew for each pass: it need not fit into memory.</summary>
internal sealed class ExportTrail(string path) : ITrail
{
    /// <inheritdoc />
    public async Task<TrailFrame> ReadFrameAsync(CancellationToken cancellationToken)
    {
        List<AuditDay> days = [];
        List<AuditTombstone> tombstones = [];
        List<AuditGap> gaps = [];
        StringBuilder keys = new();
        await foreach (var line in ReadLinesAsync(cancellationToken))
        {
            if (line.Record is not null)
            {
                break;
            }

            Add(days, line.Day);
            Add(tombstones, line.Tombstone);
            Add(gaps, line.Gap);
            keys.Append(line.PublicKey).Append('\n');
        }

        if (days.Count == 0)
        {
            throw new SchemaMismatchException($"{path} is no export of whole days, and other exports cannot be verified: make one with first_day and last_day.");
        }

        var (first, last) = (days[0], days[^1]);
        var hash = Convert.FromHexString(last.Hash);
        return new TrailFrame
        {
            First = first.First,
            Previous = Convert.FromHexString(first.PreviousHash),
            End = new TrailEnd { Sequence = last.Last, Hash = hash, DayFirst = last.Last + 1, DayPrevious = hash },
            Days = days,
            Tombstones = tombstones,
            Gaps = gaps,
            Keys = keys.ToString(),
        };
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<TrailRecord> ReadFromAsync(long first, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var line in ReadLinesAsync(cancellationToken))
        {
            if (line.Record is { } record && record.Sequence >= first)
            {
                yield return new TrailRecord(record.Sequence, HashOf(record.Hash), record.ToEntry());
            }
        }
    }

    private static void Add<T>(List<T> list, T? item)
        where T : class
    {
        if (item is not null)
        {
            list.Add(item);
        }
    }

    // What is no hash fits none.
    private static byte[] HashOf(string hex) => hex.Length == 2 * AuditRecord.HashBytes && hex.All(char.IsAsciiHexDigit) ? Convert.FromHexString(hex) : [];

    private async IAsyncEnumerable<ExportLine> ReadLinesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(path, Encoding.UTF8);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            yield return JsonSerializer.Deserialize<ExportLine>(line, ApiJson.Options) ?? new ExportLine();
        }
    }
}
