using Sallyport.Controls.Audit;

namespace Sallyport.Controls.Usage;

/// <summary>What a dashboard shows of a span of time.</summary>
/// <param name="Totals">The sums.</param>
/// <param name="Series">The sums by step.</param>
/// <param name="Categories">Exchanges with findings, by the gravest category.</param>
/// <param name="Proxies">Requests by proxy.</param>
public sealed record UsageReport(UsageSums Totals, IReadOnlyList<UsagePoint> Series, IReadOnlyList<CategoryCount> Categories, IReadOnlyList<ProxyCount> Proxies);
