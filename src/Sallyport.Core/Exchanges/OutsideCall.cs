namespace Sallyport.Core.Exchanges;

/// <summary>What asking one outside detector about one exchange came to. Neither the texts nor the detector's words are in it: those may repeat texts.</summary>
public sealed record OutsideCall
{
    /// <summary>The detector's name.</summary>
    public required string Detector { get; init; }

    /// <summary>input, output, tool_definition or tool_result.</summary>
    public required string Direction { get; init; }

    /// <summary>clean, found, failed or not_asked.</summary>
    public required string Result { get; init; }

    /// <summary>Why there is no verdict, such as <c>timeout</c>; null where there is one or none was asked for.</summary>
    public string? Fault { get; init; }

    /// <summary>The verdict's category; null where it found nothing.</summary>
    public string? Category { get; init; }

    /// <summary>The verdict's score, 0 to 1.</summary>
    public double Score { get; init; }

    /// <summary>How long the exchange waited for it, in milliseconds.</summary>
    public double DurationMs { get; init; }

    /// <summary>Tokens the detector says it read.</summary>
    public long InputTokens { get; init; }

    /// <summary>Tokens the detector says it wrote.</summary>
    public long OutputTokens { get; init; }

    /// <summary>US dollars, or null where no price is known.</summary>
    public decimal? CostUsd { get; init; }
}
