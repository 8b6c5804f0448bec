using Sallyport.Controls.Usage;
using Sallyport.Core.Auditing;
using Sallyport.Core.Exchanges;
using Xunit;

namespace Sallyport.Tests.Controls.Usage;

public sealed class UsageTotalsTests
{
    private static readonly UsageKey Key = new(0, "p", "m", "t", "c");

    [Fact]
    public void A_sum_that_was_taken_for_storing_takes_nothing_more()
    {
        var totals = new UsageTotals();
        Assert.True(totals.TryAdd(ExchangeOutcome.Allowed, isMasked: false, 10, new TokenUsage { InputTokens = 3 }, cost: null));

        Assert.Equal((1, 3), (totals.Close(Key).Requests, totals.Close(Key).InputTokens));
        Assert.False(totals.TryAdd(ExchangeOutcome.Allowed, isMasked: false, 10, usage: null, cost: null));
    }
}
