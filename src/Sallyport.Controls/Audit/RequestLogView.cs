using System.Text.Json;

namespace Sallyport.Controls.Audit;

/// <summary>One line of a proxy's request log.</summary>
/// <param name="Id">The exchange, for <c>events/{id}</c>.</param>
/// <param name="Timestamp">When it began.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path without query.</param>
/// <param name="StatusCode">HTTP status of the answer.</param>
/// <param name="Outcome">allowed, masked, flagged, blocked, denied, failed or aborted.</param>
/// <param name="DurationMs">Whole time in milliseconds.</param>
/// <param name="RequestSize">The request's body in bytes.</param>
/// <param name="ResponseSize">The answer's body in bytes.</param>
/// <param name="ClientIp">From which address.</param>
/// <param name="RiskLevel">The gravest finding's severity, or <c>none</c>.</param>
public sealed record RequestLogView(
    string Id,
    DateTimeOffset Timestamp,
    string Method,
    string Path,
    int StatusCode,
    string Outcome,
    double DurationMs,
    long RequestSize,
    long ResponseSize,
    string ClientIp,
    string RiskLevel)
{
    internal static RequestLogView Of(StoredAuditEntry stored)
    {
        var line = ExchangeView.Of(stored.Entry);
        using var details = JsonDocument.Parse(stored.Entry.Details);
        return new RequestLogView(
            line.Id,
            line.Time,
            line.Method,
            line.Path,
            line.Status,
            line.Outcome,
            line.DurationMs,
            Size(details.RootElement, "request_bytes"),
            Size(details.RootElement, "response_bytes"),
            stored.Entry.SourceIp,
            Gravest(details.RootElement));
    }

    private static long Size(JsonElement details, string name) => details.TryGetProperty(name, out var bytes) ? bytes.GetInt64() : 0;

    private static string Gravest(JsonElement details)
    {
        var (gravest, highest) = ("none", -1.0);
        if (details.TryGetProperty("findings", out var findings))
        {
            foreach (var finding in findings.EnumerateArray())
            {
                if (finding.GetProperty("score").GetDouble() is var score && score > highest && finding.GetProperty("severity").GetString() is { } severity)
                {
                    (gravest, highest) = (severity, score);
                }
            }
        }

        return gravest;
    }
}
