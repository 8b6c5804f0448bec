using Sallyport.Controls.Policies;
using Sallyport.Detection;
using Sallyport.Detection.Rules;
using Sallyport.Tests.Detection;
using Xunit;

namespace Sallyport.Tests.Controls.Outside;

/// <summary>How policies say whom to ask, and what several of them say together.</summary>
public sealed class OutsideCheckTests
{
    [Fact]
    public void A_check_without_more_than_a_name_blocks_what_it_finds_in_requests_and_fails_closed()
    {
        var check = Assert.Single(Pack("""[{"detector":"judge"}]""").Outside);

        Assert.Equal((RuleAction.Block, 0.5, false, false), (check.Action, check.Threshold, check.FailOpen, check.Unmasked));
        Assert.Equal([ScanDirection.Input], check.On);
        Assert.True(check.IsDueAt(0) && check.IsDueAt(1));
    }

    [Theory]
    [InlineData(0.19, false)]
    [InlineData(0.2, true)]
    [InlineData(0.8, true)]
    [InlineData(0.81, true)]
    [InlineData(1, true)]
    public void Only_below_a_band_nobody_is_asked(double risk, bool isDue) =>
        Assert.Equal(isDue, Pack("""[{"detector":"judge","between":[0.2,0.8]}]""").Outside[0].IsDueAt(risk));

    [Fact]
    public void Of_policies_that_ask_the_same_detector_the_strictest_wins_member_by_member()
    {
        var joined = Compile(
            Pack("""[{"detector":"judge","on":["input","output"],"action":"flag","threshold":0.3,"between":[0.4,0.6],"fail_open":true,"unmasked":true}]"""),
            Pack("""[{"detector":"judge","threshold":0.9,"between":[0.5,0.9],"unmasked":true},{"detector":"hook","on":["tool_result"]}]""") with { Name = "other" });

        var input = Assert.Single(joined, check => check is { Detector: "judge" } && check.On[0] == ScanDirection.Input);
        Assert.Equal((RuleAction.Block, 0.3, false, true), (input.Action, input.Threshold, input.FailOpen, input.Unmasked));
        Assert.Equal([0.4, 0.9], input.Between);
        var output = Assert.Single(joined, check => check.On[0] == ScanDirection.Output);
        Assert.Equal((RuleAction.Flag, true), (output.Action, output.FailOpen));
        Assert.Equal(3, joined.Count);
    }

    [Fact]
    public void A_policy_that_is_limited_to_a_direction_asks_about_that_one_only() =>
        Assert.Equal([ScanDirection.Output], Compile(Pack("""[{"detector":"judge","on":["input","output"]}]""") with { OnlyIn = [ScanDirection.Output] }).Select(check => check.On[0]));

    [Theory]
    [InlineData("""{"detector":"judge"}""", "'outside' is not a list of at most 16 checks")]
    [InlineData("""["judge"]""", "is not a JSON object")]
    [InlineData("""[{"detector":"judge","threshold":2}]""", "'threshold' is missing or not a number from 0 to 1")]
    [InlineData("""[{"detector":"judge","on":[]}]""", "'on' is missing, empty or not a list")]
    [InlineData("""[{"detector":"judge","action":"none"}]""", "a check without effect is left out")]
    [InlineData("""[{"detector":"judge","between":[0.1]}]""", "such as [0.2, 0.8]")]
    [InlineData("""[{"detector":"judge","fail_open":"yes"}]""", "'fail_open' is not true or false")]
    public void A_faulty_check_is_told_with_its_member(string outside, string fault) =>
        Assert.Contains(Read(outside).Faults, one => one.Contains(fault, StringComparison.Ordinal));

    private static ReadPolicy Read(string outside) =>
        PolicyReader.Read($$"""{"name":"own","kind":"llm","description":"d","actions":{"ssrf":"monitor"},"outside":{{outside}}}""", RepositoryRules.Library);

    private static PolicyPack Pack(string outside) => Read(outside) is { Pack: { } pack } ? pack : throw new InvalidOperationException(string.Join("; ", Read(outside).Faults));

    private static IReadOnlyList<OutsideCheck> Compile(params PolicyPack[] packs) => DetectionEngine.Create(RepositoryRules.Library).Compile(packs).Outside;
}
