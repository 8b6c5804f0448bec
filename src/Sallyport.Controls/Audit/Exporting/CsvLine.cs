using System.Globalization;
using System.Text;

namespace Sallyport.Controls.Audit.Exporting;

/// <summary>
/// Records as lines of CSV (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe before it: names and paths come from
/// callers, and =HYPERLINK(…) in one of them would run on the auditor's machine.
/// </summary>
internal static class CsvLine
{
    /// <summary>The first line.</summary>
    internal const string Header =
        "sequence,time,event_type,request_id,actor_type,actor_id,actor_name,team_id,resource_type,resource_id,resource_name,result,source_ip,"
        + "kind,operation,subject,method,path,status,denial_code,top_category,duration_us,input_tokens,output_tokens,cost_usd,finding_count,masked_count,details,hash\r\n";

    /// <summary>A record's line.</summary>
    internal static string Of(StoredAuditEntry stored)
    {
        var (entry, exchange) = (stored.Entry, stored.Entry.Exchange);
        var line = new StringBuilder(512).Append(stored.Sequence);
        Add(line, entry.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
        foreach (var text in (ReadOnlySpan<string?>)[
            entry.EventType, entry.RequestId, entry.ActorType, entry.ActorId, entry.ActorName, entry.TeamId, entry.ResourceType, entry.ResourceId, entry.ResourceName,
            entry.Result, entry.SourceIp, exchange?.Kind, exchange?.Operation, exchange?.Subject, exchange?.Method, exchange?.Path])
        {
            Add(line, text);
        }

        Add(line, exchange?.Status);
        Add(line, exchange?.DenialCode);
        Add(line, exchange?.TopCategory);
        Add(line, exchange?.DurationMicroseconds);
        Add(line, exchange?.InputTokens);
        Add(line, exchange?.OutputTokens);
        Add(line, exchange?.CostUsd);
        Add(line, exchange?.FindingCount);
        Add(line, exchange?.MaskedCount);
        Add(line, entry.Details);
        Add(line, stored.Hash);
        return line.Append("\r\n").ToString();
    }

    private static void Add<T>(StringBuilder line, T? number)
        where T : struct, IFormattable => line.Append(',').Append(number?.ToString(null, CultureInfo.InvariantCulture));

    private static void Add(StringBuilder line, string? text)
    {
        line.Append(',');
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        // The signs that spreadsheets begin formulas with, also behind blanks; full-width ones count for some of them.
        var isFormula = text.AsSpan().TrimStart() is { Length: > 0 } rest && rest[0] is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' || text[0] is '\t' or '\r' or '\n';
        line.Append('"').Append(isFormula ? "'" : "").Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}
