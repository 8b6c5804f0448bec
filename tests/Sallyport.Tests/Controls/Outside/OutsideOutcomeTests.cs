using Sallyport.Controls.Outside;
using Sallyport.Detection;
using Sallyport.Detection.Rules;
using Xunit;

namespace Sallyport.Tests.Controls.Outside;

/// <summary>What becomes of an exchange that got no verdict.</summary>
public sealed class OutsideOutcomeTests
{
    [Theory]
    [InlineData(OutsideFault.Unreachable, false)]
    [InlineData(OutsideFault.AddressRefused, false)]
    [InlineData(OutsideFault.Timeout, false)]
    [InlineData(OutsideFault.Busy, false)]
    [InlineData(OutsideFault.Resting, false)]
    [InlineData(OutsideFault.ServerError, false)]
    [InlineData(OutsideFault.Throttled, false)]
    [InlineData(OutsideFault.CredentialRefused, false)]
    [InlineData(OutsideFault.CredentialUnavailable, false)]
    [InlineData(OutsideFault.TextTooLong, true)]
    [InlineData(OutsideFault.Malformed, true)]
    [InlineData(OutsideFault.AnswerTooLarge, true)]
    [InlineData(OutsideFault.Refused, true)]
    [InlineData(OutsideFault.Missing, true)]
    public void A_check_that_fails_open_does_so_for_outages_only(OutsideFault fault, bool isRefused)
    {
        Assert.Equal(isRefused ? 503 : null, Outcome(RuleAction.Block, true, fault).Denial?.Status);
        Assert.Equal(503, Outcome(RuleAction.Block, false, fault).Denial?.Status);
        Assert.Null(Outcome(RuleAction.Flag, false, fault).Denial);
    }

    [Fact]
    public void Of_the_faults_of_several_parts_one_that_a_text_can_provoke_decides()
    {
        Assert.Equal(OutsideFault.Malformed, OutsideFaults.Gravest([null, OutsideFault.Timeout, OutsideFault.Malformed, OutsideFault.Busy]));
        Assert.Equal(OutsideFault.Timeout, OutsideFaults.Gravest([null, OutsideFault.Timeout, OutsideFault.Busy]));
        Assert.Null(OutsideFaults.Gravest([null, null]));
    }

    [Theory]
    [InlineData(400, OutsideFault.Refused)]
    [InlineData(302, OutsideFault.Refused)]
    [InlineData(413, OutsideFault.Refused)]
    [InlineData(401, OutsideFault.CredentialRefused)]
    [InlineData(403, OutsideFault.CredentialRefused)]
    [InlineData(429, OutsideFault.Throttled)]
    [InlineData(500, OutsideFault.ServerError)]
    [InlineData(503, OutsideFault.ServerError)]
    public void A_status_tells_an_outage_from_a_text_that_is_refused(int status, OutsideFault fault) => Assert.Equal(fault, OutsideSender.FaultOf(status));

    private static OutsideOutcome Outcome(RuleAction action, bool failOpen, OutsideFault fault) =>
        new() { Check = new OutsideCheck { Detector = "judge", Action = action, FailOpen = failOpen }, Fault = fault };
}
