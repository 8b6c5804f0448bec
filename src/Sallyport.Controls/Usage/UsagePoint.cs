namespace Sallyport.Controls.Usage;

/// <summary>The sums of one step of a series.</summary>
/// <param name="T">The step's start.</param>
/// <param name="Requests">All requests.</param>
/// <param name="Blocked">Refused for their content.</param>
/// <param name="Denied">Refused for identity, access or limits.</param>
/// <param name="Errors">Failed.</param>
/// <param name="InputTokens">Input tokens.</param>
/// <param name="OutputTokens">Output tokens.</param>
/// <param name="CostUsd">US dollars.</param>
public sealed record UsagePoint(DateTimeOffset T, long Requests, long Blocked, long Denied, long Errors, long InputTokens, long OutputTokens, decimal CostUsd)
{
    /// <summary>A point for every step, also where nothing happened: a gap in a chart would hide that.</summary>
    internal static IReadOnlyList<UsagePoint> Series(IReadOnlyList<UsageSample> samples, DateTimeOffset from, DateTimeOffset to, TimeSpan step)
    {
        var bySteps = samples.ToLookup(sample => (sample.Minute - from).Ticks / step.Ticks);
        var points = new List<UsagePoint>();
        for (var index = 0L; from + (step * index) <= to; index++)
        {
            var sums = UsageSums.Of([.. bySteps[index]]);
            points.Add(new UsagePoint(from + (step * index), sums.Requests, sums.Blocked, sums.Denied, sums.Errors, sums.InputTokens, sums.OutputTokens, sums.CostUsd));
        }

        return points;
    }
}
