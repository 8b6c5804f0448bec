namespace Sallyport.Controls.Policies;

/// <summary>What the engine knows about one pattern.</summary>
/// <param name="Rule">The rule it belongs to; null of a pattern that was sent alone.</param>
/// <param name="Pattern">The expression.</param>
/// <param name="IsUsable">Whether the engine can run it.</param>
/// <param name="Literals">Words of which every match holds at least one, at most 12 of them.</param>
/// <param name="MaxLength">Longest match in characters.</param>
/// <param name="Issues">What is remarkable about it; empty when nothing is.</param>
public sealed record PatternReport(string? Rule, string Pattern, bool IsUsable, IReadOnlyList<string> Literals, int MaxLength, IReadOnlyList<PatternIssue> Issues);
