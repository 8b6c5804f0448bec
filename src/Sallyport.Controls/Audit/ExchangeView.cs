using System.Text.Json;
using System.Text.Json.Nodes;
using Sallyport.Core.Auditing;

namespace Sallyport.Controls.Audit;

/// <summary>An exchange as lists and the live feed show it.</summary>
public sealed record ExchangeView
{
    /// <summary>The exchange's id, the response's <c>X-Request-Id</c>.</summary>
    public required string Id { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The proxy's name.</summary>
    public required string Proxy { get; init; }

    /// <summary>The plane.</summary>
    public required string Kind { get; init; }

    /// <summary>The operation.</summary>
    public required string Operation { get; init; }

    /// <summary>The model.</summary>
    public required string Model { get; init; }

    /// <summary>HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>Path without query.</summary>
    public required string Path { get; init; }

    /// <summary>Who called.</summary>
    public required CallerView Caller { get; init; }

    /// <summary>HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>allowed, masked, flagged, blocked, denied, failed or aborted.</summary>
    public required string Outcome { get; init; }

    /// <summary>The strictest thing policies in shadow mode would have done: would_block, would_redact, would_mask, would_warn, would_flag or would_monitor; null where nothing.</summary>
    public string? WouldBe { get; init; }

    /// <summary>The refusal's code, or null.</summary>
    public string? DenialCode { get; init; }

    /// <summary>Whole time in milliseconds.</summary>
    public required double DurationMs { get; init; }

    /// <summary>Time until the upstream's head in milliseconds.</summary>
    public required double UpstreamMs { get; init; }

    /// <summary>Input tokens.</summary>
    public required long InputTokens { get; init; }

    /// <summary>Output tokens.</summary>
    public required long OutputTokens { get; init; }

    /// <summary>US dollars, or null where the model has no price.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>How many findings.</summary>
    public required int FindingCount { get; init; }

    /// <summary>The gravest finding's category.</summary>
    public string? TopCategory { get; init; }

    /// <summary>How many values were masked.</summary>
    public required int MaskedCount { get; init; }

    /// <summary>Whether a stream was asked for.</summary>
    public required bool Streaming { get; init; }

    /// <summary>Makes the view of an audit entry that is an exchange.</summary>
    public static ExchangeView Of(AuditEntry entry)
    {
        var figures = entry.Exchange ?? throw new ArgumentException("The entry is not an exchange.", nameof(entry));
        return new ExchangeView
        {
            Id = entry.RequestId,
            Time = entry.Time,
            Proxy = entry.ResourceName,
            Kind = figures.Kind,
            Operation = figures.Operation,
            Model = figures.Subject,
            Method = figures.Method,
            Path = figures.Path,
            Caller = new CallerView(entry.ActorType, entry.ActorId, entry.ActorName, entry.TeamId),
            Status = figures.Status,
            Outcome = entry.Result,
            WouldBe = ShadowFilter.ActionIn(entry.Details),
            DenialCode = figures.DenialCode,
            DurationMs = Math.Round(figures.DurationMicroseconds / 1000.0, 3),
            UpstreamMs = Math.Round(figures.UpstreamMicroseconds / 1000.0, 3),
            InputTokens = figures.InputTokens,
            OutputTokens = figures.OutputTokens,
            CostUsd = figures.CostUsd,
            FindingCount = figures.FindingCount,
            TopCategory = figures.TopCategory,
            MaskedCount = figures.MaskedCount,
            Streaming = figures.IsStreaming,
        };
    }

    /// <summary>The whole exchange as one JSON object: this view, the recorded details, and why it ended as it did.</summary>
    internal static JsonObject Whole(StoredAuditEntry stored, JsonSerializerOptions options)
    {
        var view = (JsonObject)JsonSerializer.SerializeToNode(Of(stored.Entry), options)!; // a record always serialises to an object
        foreach (var (name, value) in (JsonObject)JsonNode.Parse(stored.Entry.Details)!) // written by ExchangeDetails as an object
        {
            view[name] = value?.DeepClone();
        }

        view["client_ip"] = stored.Entry.SourceIp;
        view["why"] = ExchangeReason.Sentence(stored.Entry, view);
        view["audit"] = new JsonObject { ["sequence"] = stored.Sequence, ["hash"] = stored.Hash };
        return view;
    }
}
