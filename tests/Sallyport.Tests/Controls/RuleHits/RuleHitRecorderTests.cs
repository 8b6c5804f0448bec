using Microsoft.AspNetCore.Http;
using Sallyport.Controls.RuleHits;
using Sallyport.Core.Exchanges;
using Xunit;

namespace Sallyport.Tests.Controls.RuleHits;

public sealed class RuleHitRecorderTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 10, 59, 59, TimeSpan.Zero);

    [Fact]
    public async Task Findings_are_summed_by_rule_and_exchanges_counted_once()
    {
        var recorder = new RuleHitRecorder();
        await recorder.RecordAsync(Make("e1", Start, "a", ["a", "a", "b"]));
        await recorder.RecordAsync(Make("e2", Start, null, ["a"]));
        await recorder.RecordAsync(Make("e3", Start.AddSeconds(1), null, ["a"]));
        await recorder.RecordAsync(Make("e4", Start, null, []));

        var sums = recorder.Take().OrderBy(sum => sum.RuleId).ThenBy(sum => sum.Hour).Select(sum => (sum.RuleId, sum.Hour.Hour, sum.Hits, sum.Exchanges, sum.Blocked));

        Assert.Equal([("a", 10, 3L, 2L, 1L), ("a", 11, 1L, 1L, 0L), ("b", 10, 1L, 1L, 0L)], sums);
        Assert.Empty(recorder.Take());
    }

    private static Exchange Make(string id, DateTimeOffset at, string? decisive, string[] rules)
    {
        var exchange = new Exchange(new DefaultHttpContext(), id, at) { Denial = decisive is null ? null : new Denial(DenialCode.ContentBlocked, 403, "no") { RuleId = decisive } };
        foreach (var rule in rules)
        {
            exchange.AddFinding(new SegmentFinding { RuleId = rule, Category = "sqli", Severity = "high", Score = 1, Action = "block", IsResponse = false, Location = "/", Start = 0, End = 1 });
        }

        return exchange;
    }
}
