using Sallyport.Detection;
using Sallyport.Detection.Rules;
using Xunit;

namespace Sallyport.Tests.Detection.Yara;

/// <summary>YARA files inside a policy.</summary>
public sealed class YaraPackTests
{
    private const string Zebra = "rule Zebra { meta: category = \\\"exfiltration\\\" severity = \\\"critical\\\" action = \\\"block\\\" strings: $a = \\\"zebra stripes\\\" nocase condition: $a }";

    [Fact]
    public void A_policys_yara_rule_blocks_under_the_policys_name()
    {
        var (engine, policy) = Compile(Read("mine", Zebra));
        var result = engine.Scan("one ZEBRA Stripes", ScanDirection.Input, policy);
        Assert.Equal(RuleAction.Block, result.Action);
        Assert.Equal("mine/yara-Zebra", Assert.Single(result.Findings).RuleId);
    }

    [Fact]
    public void A_policy_decides_about_its_yara_rule_by_its_short_name() =>
        Assert.Equal(RuleAction.Flag, Scan(Read("mine", Zebra, "\"yara-Zebra\":\"flag\"")).Action);

    [Fact]
    public void A_policy_does_not_act_with_the_yara_rules_of_another()
    {
        var (mine, other) = (Read("mine", Zebra), Read("other", "rule Okapi { strings: $a = \\\"okapi\\\" condition: $a }", "\"*\":\"block\""));
        var engine = DetectionEngine.Create(RepositoryRules.Library, [mine, other]);
        Assert.Equal(RuleAction.None, engine.Scan("one zebra stripes", ScanDirection.Input, engine.Compile([other])).Action);
        Assert.Equal(RuleAction.Block, engine.Scan("one zebra stripes", ScanDirection.Input, engine.Compile([other, mine])).Action);
    }

    [Fact]
    public void Two_policies_may_bring_rules_of_one_name()
    {
        var packs = new[] { Read("mine", Zebra), Read("other", Zebra) };
        var engine = DetectionEngine.Create(RepositoryRules.Library, packs);
        Assert.Equal(2, engine.Scan("zebra stripes", ScanDirection.Input, engine.Compile(packs)).Findings.Count);
    }

    [Theory]
    [InlineData("\"a.yar\":\"rule a { condition: entrypoint == 1 }\"", "a.yar:1:21: 'entrypoint' is not supported")]
    [InlineData("\"a.yar\":\"rule a { meta: action = \\\"explode\\\" strings: $a = \\\"abc\\\" condition: $a }\"", "meta action 'explode'")]
    [InlineData("\"../a.yar\":\"rule a { strings: $a = \\\"abc\\\" condition: $a }\"", "holds a file '../a.yar'")]
    [InlineData("\"a.yar\":7", "is not an object of file names and texts")]
    public void Faults_name_the_file_and_the_place(string files, string fault)
    {
        Assert.Null(RuleLibrary.Load([new RuleSource("packs/mine.json", Document("mine", files, ""))], RepositoryRules.Library, out var faults));
        Assert.Contains(faults, found => found.Message.Contains(fault, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(50)]
    public void No_part_of_a_string_that_blocks_leaves_a_stream(int size)
    {
        var text = new string('x', 700) + "zebra stripes" + new string('y', 300);
        var (engine, policy) = Compile(Read("mine", Zebra));
        using var window = engine.OpenWindow(policy, ScanDirection.Output);
        var released = 0;
        for (var at = 0; at < text.Length; at += size)
        {
            if (window.Append(text.AsSpan(at, Math.Min(size, text.Length - at))).Action == RuleAction.Block)
            {
                Assert.InRange(released, 500, 700);
                return;
            }

            released = Math.Min(window.HeldFrom, window.Position);
        }

        Assert.Fail("The string was not found before the end.");
    }

    [Fact]
    public void A_stream_waits_for_no_yara_rule_that_only_notes()
    {
        var (engine, policy) = Compile(Read("mine", Zebra, "\"yara-Zebra\":\"flag\""));
        using var window = engine.OpenWindow(policy, ScanDirection.Output);
        window.Append("some text");
        Assert.Equal(int.MaxValue, window.HeldFrom);
    }

    private static ScanResult Scan(PolicyPack pack)
    {
        var (engine, policy) = Compile(pack);
        return engine.Scan("one zebra stripes", ScanDirection.Input, policy);
    }

    private static (DetectionEngine Engine, CompiledPolicy Policy) Compile(PolicyPack pack)
    {
        var engine = DetectionEngine.Create(RepositoryRules.Library, [pack]);
        return (engine, engine.Compile([pack]));
    }

    private static PolicyPack Read(string name, string rule, string actions = "")
    {
        var library = RuleLibrary.Load([new RuleSource("packs/mine.json", Document(name, $"\"a.yar\":\"{rule}\"", actions))], RepositoryRules.Library, out var faults);
        Assert.Empty(faults);
        return Assert.Single(library?.Packs ?? [], pack => pack.Name == name);
    }

    private static string Document(string name, string files, string actions) =>
        $$"""{"name":"{{name}}","description":"test","kind":"both","actions":{ {{actions}} },"yara":{ {{files}} } }""";
}
