using Microsoft.AspNetCore.Http;
using Sallyport.Core.Auditing;
using Sallyport.Core.Exchanges;
using Xunit;

namespace Sallyport.Tests.Core.Auditing;

/// <summary>Lists, filters and sums speak of an exchange in one word; which one it is, is the same everywhere.</summary>
public sealed class ExchangeOutcomeTests
{
    public static TheoryData<DenialCode> EveryCode => [.. Enum.GetValues<DenialCode>()];

    [Theory]
    [InlineData("monitor", "allowed")]
    [InlineData("flag", "flagged")]
    [InlineData("redact", "flagged")]
    [InlineData("an action of the future", "flagged")]
    public void A_finding_flags_the_exchange_unless_the_policy_only_monitors_it(string action, string outcome)
    {
        using var exchange = Answered();
        exchange.AddFinding(Finding("monitor"));
        exchange.AddFinding(Finding(action));

        Assert.Equal(outcome, ExchangeOutcome.Of(exchange));
    }

    [Theory]
    [InlineData(Exchange.MaxFindings - 1, "allowed")]
    [InlineData(Exchange.MaxFindings, "flagged")]
    [InlineData(Exchange.MaxFindings + 1, "flagged")]
    public void Where_findings_may_be_missing_the_exchange_is_flagged(int count, string outcome)
    {
        using var exchange = Answered();
        for (var i = 0; i < count; i++)
        {
            exchange.AddFinding(Finding("monitor"));
        }

        Assert.Equal(outcome, ExchangeOutcome.Of(exchange));
        Assert.Equal(Math.Min(count, Exchange.MaxFindings), exchange.Findings.Count);
    }

    [Theory]
    [MemberData(nameof(EveryCode))]
    public void A_refusal_is_never_counted_as_passed(DenialCode code)
    {
        using var exchange = Answered();
        exchange.Masked = [new MaskedCount("EMAIL", 1)];
        exchange.IsAborted = true;
        exchange.Denial = new Denial(code, 403, "No.");

        Assert.Contains(ExchangeOutcome.Of(exchange), code == DenialCode.CallerStalled ? ["aborted"] : (string[])["blocked", "denied", "failed"]);
    }

    [Theory]
    [InlineData(DenialCode.ContentBlocked, "blocked")]
    [InlineData(DenialCode.ResponseBlocked, "blocked")]
    [InlineData(DenialCode.GuardFailed, "failed")]
    [InlineData(DenialCode.UpstreamTimeout, "failed")]
    [InlineData(DenialCode.RateLimited, "denied")]
    [InlineData(DenialCode.RequestTooLarge, "denied")]
    [InlineData(DenialCode.ProxyNotFound, "denied")]
    public void The_reason_of_a_refusal_decides_its_outcome(DenialCode code, string outcome)
    {
        using var exchange = Answered();
        exchange.Denial = new Denial(code, 403, "No.");

        Assert.Equal(outcome, ExchangeOutcome.Of(exchange));
    }

    [Theory]
    [InlineData(200, "allowed")]
    [InlineData(399, "allowed")]
    [InlineData(400, "failed")]
    [InlineData(500, "failed")]
    public void An_upstream_that_refuses_has_failed(int status, string outcome)
    {
        using var exchange = Answered(status);

        Assert.Equal(outcome, ExchangeOutcome.Of(exchange));
    }

    [Fact]
    public void Without_an_answer_the_exchange_has_failed()
    {
        using var exchange = new Exchange(new DefaultHttpContext(), "id", DateTimeOffset.UnixEpoch);

        Assert.Equal("failed", ExchangeOutcome.Of(exchange));
    }

    [Fact]
    public void A_caller_who_left_outweighs_what_was_masked()
    {
        using var exchange = Answered();
        exchange.Masked = [new MaskedCount("EMAIL", 1)];
        Assert.Equal("masked", ExchangeOutcome.Of(exchange));

        exchange.IsAborted = true;
        Assert.Equal("aborted", ExchangeOutcome.Of(exchange));
    }

    private static Exchange Answered(int status = 200) =>
        new(new DefaultHttpContext(), "id", DateTimeOffset.UnixEpoch) { Answer = new UpstreamAnswer(status, 1, 0) };

    private static SegmentFinding Finding(string action) => new()
    {
        RuleId = "rule", Category = "pii", Severity = "low", Score = 0.5, Action = action, IsResponse = false, Location = "/0", Start = 0, End = 1,
    };
}
