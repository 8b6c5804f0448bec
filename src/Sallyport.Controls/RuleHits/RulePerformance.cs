using Sallyport.Detection;

namespace Sallyport.Controls.RuleHits;

/// <summary>How a rule does on real traffic.</summary>
/// <param name="Rule">The rule, or recogniser.</param>
/// <param name="Name">For people.</param>
/// <param name="Category">Threat category, or pii.</param>
/// <param name="Severity">How bad a match is; null of recognisers and of rules that are gone.</param>
/// <param name="Hits">Findings.</param>
/// <param name="Exchanges">Exchanges with at least one.</param>
/// <param name="Blocked">Exchanges that were refused because of it.</param>
/// <param name="FalsePositives">Exchanges in which a person said that it was nothing.</param>
/// <param name="FalsePositiveRate">Those as a share of the exchanges, 0 to 1; null without exchanges.</param>
/// <param name="LastHit">When the last of these exchanges began; null without one.</param>
/// <param name="CostUs">Time to try its patterns once where one of their words stands, in microseconds, measured just now; null where it has none.</param>
public sealed record RulePerformance(
    string Rule, string Name, string Category, FindingSeverity? Severity, long Hits, long Exchanges, long Blocked, long FalsePositives, double? FalsePositiveRate,
    DateTimeOffset? LastHit, double? CostUs);
