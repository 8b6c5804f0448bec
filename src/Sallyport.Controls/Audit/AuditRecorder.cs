using System.Diagnostics;
using Sallyport.Controls.Usage;
using Sallyport.Core.Auditing;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Live;
using Sallyport.Core.Pipeline;

namespace Sallyport.Controls.Audit;

/// <summary>Writes the one audit entry that every exchange leaves (but for strangers' refusals beyond their limit, which share one), and shows it to whoever watches live.</summary>
public sealed class AuditRecorder(IAuditLog log, LiveFeed feed, PriceTable prices) : IExchangeRecorder
{
    private const int MaxPath = 512;

    /// <inheritdoc />
    public async ValueTask RecordAsync(Exchange exchange)
    {
        if (exchange.IsSummarised)
        {
            return;
        }

        var entry = ToEntry(exchange);
        if (feed.IsWatched)
        {
            feed.Publish(entry);
        }

        await log.AppendAsync(entry);
    }

    private AuditEntry ToEntry(Exchange exchange)
    {
        var caller = exchange.Caller;
        return new AuditEntry
        {
            Time = exchange.StartedAt,
            EventType = "exchange",
            RequestId = exchange.Id,
            ActorType = caller.Kind switch { CallerKind.ApiKey => "api_key", CallerKind.AccessToken => "access_token", CallerKind.User => "user", _ => "nobody" },
            ActorId = caller.Id,
            ActorName = caller.Name,
            TeamId = caller.TeamId,
            ResourceType = "proxy",
            ResourceId = exchange.Proxy?.Id ?? "",
            ResourceName = exchange.Proxy?.Name ?? "",
            Result = ExchangeOutcome.Of(exchange),
            SourceIp = SourceAddress.Of(exchange.Http),
            WriteDetails = new ExchangeDetails(exchange).Write,
            Exchange = ToFigures(exchange),
        };
    }

    private ExchangeFigures ToFigures(Exchange exchange)
    {
        var request = exchange.Http.Request;
        var path = request.Path.Value ?? "/";
        var model = exchange.Operation?.Subject ?? "";
        return new ExchangeFigures
        {
            Kind = exchange.Plane?.Kind.ToString().ToLowerInvariant() ?? "",
            Operation = exchange.Operation?.Name ?? "",
            Subject = model,
            Method = request.Method,
            Path = path.Length <= MaxPath ? path : path[..MaxPath],
            Status = exchange.Http.Response.StatusCode,
            DenialCode = exchange.Denial?.WireCode,
            DurationMicroseconds = (long)Stopwatch.GetElapsedTime(exchange.StartTimestamp).TotalMicroseconds,
            UpstreamMicroseconds = exchange.Answer is { } answer ? answer.FirstByteTicks * 1_000_000 / Stopwatch.Frequency : 0,
            InputTokens = exchange.Usage?.InputTokens ?? 0,
            OutputTokens = exchange.Usage?.OutputTokens ?? 0,
            CostUsd = exchange.Usage is { } usage ? prices.Cost(model, usage) : null,
            FindingCount = exchange.Findings.Count,
            TopCategory = Gravest(exchange.Findings),
            MaskedCount = exchange.Masked.Sum(masked => masked.Count),
            IsStreaming = exchange.Operation?.IsStreaming ?? false,
        };
    }

    private static string? Gravest(IReadOnlyList<SegmentFinding> findings)
    {
        SegmentFinding? gravest = null;
        foreach (var finding in findings)
        {
            gravest = gravest is null || finding.Score > gravest.Score ? finding : gravest;
        }

        return gravest?.Category;
    }
}
