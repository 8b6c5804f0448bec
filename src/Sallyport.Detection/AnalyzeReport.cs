namespace Sallyport.Detection;

/// <summary>The full picture of one text: every category's score, also below its threshold.</summary>
public sealed record AnalyzeReport
{
    /// <summary>What the policy would do.</summary>
    public required AnalyzeVerdict Verdict { get; init; }

    /// <summary>True when a threat category (every category but <c>pii</c> and <c>secret</c>) reaches its threshold.</summary>
    public required bool IsThreat { get; init; }

    /// <summary>The highest threat score, 0 to 1.</summary>
    public required double Risk { get; init; }

    /// <summary><see cref="Risk"/> in words: none, low, medium, high or critical.</summary>
    public required string RiskLevel { get; init; }

    /// <summary>Everything that matched, by position, whatever the policy does with it.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Score of each category, 0 to 1. Holds all categories.</summary>
    public required IReadOnlyDictionary<string, double> Scores { get; init; }

    /// <summary>True when a time or size limit kept part of the text from being looked at.</summary>
    public required bool IsPartial { get; init; }
}
