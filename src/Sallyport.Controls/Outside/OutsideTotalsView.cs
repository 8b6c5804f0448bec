namespace Sallyport.Controls.Outside;

/// <summary>Sums over a detector's questions since the gateway started.</summary>
public sealed record OutsideTotalsView
{
    /// <summary>Questions, also those that failed.</summary>
    public long Asked { get; init; }

    /// <summary>Verdicts that found something, whatever their score.</summary>
    public long Found { get; init; }

    /// <summary>Questions without a verdict.</summary>
    public long Failed { get; init; }

    /// <summary>Time of all questions together in milliseconds.</summary>
    public double TotalMs { get; init; }

    /// <summary>Tokens the detector says it read.</summary>
    public long InputTokens { get; init; }

    /// <summary>Tokens the detector says it wrote.</summary>
    public long OutputTokens { get; init; }

    /// <summary>US dollars, as far as prices are known.</summary>
    public decimal CostUsd { get; init; }

    /// <summary>Why the last question without a verdict had none; null where none failed.</summary>
    public OutsideFault? LastFault { get; init; }
}
