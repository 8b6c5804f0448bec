namespace Sallyport.Controls.Usage;

/// <summary>Sums over a span of time.</summary>
public sealed record UsageSums
{
    /// <summary>All requests.</summary>
    public required long Requests { get; init; }

    /// <summary>Refused for their content.</summary>
    public required long Blocked { get; init; }

    /// <summary>Refused for identity, access or limits.</summary>
    public required long Denied { get; init; }

    /// <summary>With masked values.</summary>
    public required long Masked { get; init; }

    /// <summary>Failed at the upstream or in the gateway.</summary>
    public required long Errors { get; init; }

    /// <summary>Mean whole time in milliseconds.</summary>
    public required double AverageMs { get; init; }

    /// <summary>Input tokens.</summary>
    public required long InputTokens { get; init; }

    /// <summary>Output tokens.</summary>
    public required long OutputTokens { get; init; }

    /// <summary>US dollars.</summary>
    public required decimal CostUsd { get; init; }

    internal static UsageSums Of(IReadOnlyCollection<UsageSample> samples)
    {
        var requests = samples.Sum(sample => sample.Requests);
        return new UsageSums
        {
            Requests = requests,
            Blocked = samples.Sum(sample => sample.Blocked),
            Denied = samples.Sum(sample => sample.Denied),
            Masked = samples.Sum(sample => sample.Masked),
            Errors = samples.Sum(sample => sample.Failed),
            AverageMs = requests == 0 ? 0 : Math.Round(samples.Sum(sample => sample.DurationMicroseconds) / 1000.0 / requests, 3),
            InputTokens = samples.Sum(sample => sample.InputTokens),
            OutputTokens = samples.Sum(sample => sample.OutputTokens),
            CostUsd = samples.Sum(sample => sample.CostUsd),
        };
    }
}
