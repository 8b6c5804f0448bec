namespace Sallyport.Core.Exchanges;

/// <summary>
/// Tokens of one exchange, after OpenTelemetry's rule: input includes cached tokens, output includes reasoning tokens.
/// </summary>
public sealed record TokenUsage
{
    /// <summary>All input tokens, cached ones included.</summary>
    public long InputTokens { get; init; }

    /// <summary>All output tokens, reasoning included.</summary>
    public long OutputTokens { get; init; }

    /// <summary>Input tokens read from the provider's cache (priced lower).</summary>
    public long CachedInputTokens { get; init; }

    /// <summary>Input tokens written to the provider's cache (priced higher).</summary>
    public long CacheWriteTokens { get; init; }

    /// <summary>Output tokens spent on reasoning.</summary>
    public long ReasoningTokens { get; init; }

    /// <summary>True when the provider gave no figure and this is the gateway's estimate.</summary>
    public bool IsEstimated { get; init; }
}
