namespace Sallyport.Controls.Policies;

/// <summary>What is remarkable about a policy's patterns and decisions.</summary>
/// <param name="Patterns">Each pattern of its rules, or of those that were sent.</param>
/// <param name="Decisions">Decisions that change nothing.</param>
/// <param name="IssueCount">All issues.</param>
public sealed record PolicyAnalysis(IReadOnlyList<PatternReport> Patterns, IReadOnlyList<KeyReport> Decisions, int IssueCount);
