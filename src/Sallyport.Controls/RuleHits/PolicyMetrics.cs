namespace Sallyport.Controls.RuleHits;

/// <summary>How a policy does on the traffic of the proxies that it guards.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="From">Since when, a whole hour.</param>
/// <param name="Proxies">The proxies that it guards.</param>
/// <param name="Hits">Findings of its rules there, also where another policy on the same proxy acts on them too.</param>
/// <param name="Blocked">Exchanges that were refused because of one of them.</param>
/// <param name="FalsePositives">Marked findings of its rules.</param>
/// <param name="ActiveRules">Rules that it acts on.</param>
/// <param name="SilentRules">Those that found nothing.</param>
/// <param name="Rules">Each rule that found something, most hits first.</param>
public sealed record PolicyMetrics(
    string Policy, DateTimeOffset From, IReadOnlyList<string> Proxies, long Hits, long Blocked, long FalsePositives, int ActiveRules, int SilentRules,
    IReadOnlyList<RulePerformance> Rules);
