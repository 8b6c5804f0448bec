namespace Sallyport.Controls.Usage;

/// <summary>Sums of one minute for one combination of proxy, model, team and caller.</summary>
public sealed record UsageSample
{
    /// <summary>The minute's start.</summary>
    public required DateTimeOffset Minute { get; init; }

    /// <summary>Proxy id, or empty for requests that named none.</summary>
    public required string ProxyId { get; init; }

    /// <summary>Model.</summary>
    public required string Model { get; init; }

    /// <summary>Team id, or empty.</summary>
    public required string TeamId { get; init; }

    /// <summary>Caller id, or empty.</summary>
    public required string CallerId { get; init; }

    /// <summary>All requests.</summary>
    public long Requests { get; init; }

    /// <summary>Refused by a policy.</summary>
    public long Blocked { get; init; }

    /// <summary>Refused for identity, access or limits.</summary>
    public long Denied { get; init; }

    /// <summary>Failed at the upstream or in the gateway.</summary>
    public long Failed { get; init; }

    /// <summary>Requests with masked values.</summary>
    public long Masked { get; init; }

    /// <summary>Whole time in microseconds, summed.</summary>
    public long DurationMicroseconds { get; init; }

    /// <summary>Input tokens.</summary>
    public long InputTokens { get; init; }

    /// <summary>Output tokens.</summary>
    public long OutputTokens { get; init; }

    /// <summary>US dollars.</summary>
    public decimal CostUsd { get; init; }
}
