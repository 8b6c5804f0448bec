using Sallyport.Controls.Audit;

namespace Sallyport.Controls.Usage;

/// <summary>What a dashboard shows of a span of time.</summary>
/// <param name="From">The span's inclusive start: whole minutes. Lists from this time on hold what the sums count.</param>
/// <param name="StepMinutes">How many minutes one point of the series sums up.</param>
/// <param name="Totals">The sums.</param>
/// <param name="Series">The sums by step.</param>
/// <param name="Categories">Exchanges with findings, by the gravest category.</param>
/// <param name="Proxies">Requests by proxy.</param>
public sealed record UsageReport(
    DateTimeOffset From, int StepMinutes, UsageSums Totals, IReadOnlyList<UsagePoint> Series, IReadOnlyList<CategoryCount> Categories, IReadOnlyList<ProxyCount> Proxies);
