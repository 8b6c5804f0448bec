namespace Sallyport.Controls.Outside;

/// <summary>What came of a question: a verdict, or why there is none.</summary>
public sealed record OutsideAnswer
{
    /// <summary>The verdict; null where there is none.</summary>
    public OutsideVerdict? Verdict { get; init; }

    /// <summary>Why there is no verdict; null where there is one.</summary>
    public OutsideFault? Fault { get; init; }

    /// <summary>The fault for operators; empty where there is none. Never holds the answer's own words.</summary>
    public string Detail { get; init; } = "";

    /// <summary>Tokens the detector says it read.</summary>
    public long InputTokens { get; init; }

    /// <summary>Tokens the detector says it wrote.</summary>
    public long OutputTokens { get; init; }

    /// <summary>US dollars, or null where no price is known.</summary>
    public decimal? CostUsd { get; init; }

    internal static OutsideAnswer Failed(OutsideFault fault, string detail) => new() { Fault = fault, Detail = detail };
}
