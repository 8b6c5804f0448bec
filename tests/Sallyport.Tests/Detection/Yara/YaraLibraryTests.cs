using Sallyport.Detection;
using Sallyport.Detection.Rules;
using Xunit;

namespace Sallyport.Tests.Detection.Yara;

/// <summary>YARA files beside JSON rules: loading, policies, findings, streams.</summary>
public sealed class YaraLibraryTests
{
    private static readonly Lazy<DetectionEngine> Engine = new(() =>
    {
        var library = RuleLibrary.LoadFolder(YaraFixtures.Samples, RepositoryRules.Library, out var faults);
        Assert.Empty(faults);
        Assert.NotNull(library);
        return DetectionEngine.Create(library);
    });

    public static TheoryData<string> Rules => [.. YaraFixtures.SampleRules];

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_sample_rule_finds_its_attacks_and_leaves_its_benign_cases(string rule)
    {
        var policy = Policy("llm-monitoring-only");
        foreach (var direction in new[] { ScanDirection.Output, ScanDirection.ToolResult, ScanDirection.Input })
        {
            var applies = Engine.Value.Library.YaraRules.Single(loaded => loaded.Rule.Name == rule).Directions.Contains(direction);
            foreach (var text in YaraFixtures.Cases(rule, "attack"))
            {
                Assert.Equal(applies, Engine.Value.Analyze(text, direction, policy).Findings.Any(finding => finding.RuleId == "yara-" + rule));
            }

            Assert.All(YaraFixtures.Cases(rule, "benign"), text => Assert.DoesNotContain(Engine.Value.Analyze(text, direction, policy).Findings, finding => finding.RuleId == "yara-" + rule));
        }
    }

    [Fact]
    public void A_finding_points_at_the_first_string_in_the_characters_of_the_text()
    {
        var engine = Load("code_injection/a.yar", """rule Later { meta: severity = "high" strings: $a = "zebra" $b = "b\xc3\xa4r" condition: all of them }""");
        var finding = Assert.Single(engine.Scan("ä😀 bär zebra", ScanDirection.Input, Block(engine)).Findings);
        Assert.Equal(("yara-Later", "code_injection", 4, 7, FindingSeverity.High, "raw"), (finding.RuleId, finding.Category, finding.Start, finding.End, finding.Severity, finding.View));
    }

    [Fact]
    public void A_rules_own_action_holds_unless_the_pack_names_the_rule()
    {
        var engine = Load("sqli/a.yar", """rule Own { meta: action = "flag" severity = "critical" strings: $a = "zebra" condition: $a }""");
        Assert.Equal(RuleAction.Flag, engine.Scan("a zebra", ScanDirection.Input, Block(engine)).Action);
        var named = engine.Compile([new PolicyPack { Name = "p", Description = "d", Actions = new Dictionary<string, RuleAction> { ["yara-Own"] = RuleAction.Redact } }]);
        Assert.Equal(RuleAction.Redact, engine.Scan("a zebra", ScanDirection.Input, named).Action);
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(100)]
    [InlineData(1)]
    public void A_match_split_over_the_pieces_of_a_stream_is_found_once(int size)
    {
        var engine = Load("sqli/a.yar", """rule Split { strings: $a = /zebra\s+crossing/ condition: $a }""");
        using var window = engine.OpenWindow(Block(engine), ScanDirection.Output);
        List<Finding> findings = [];
        foreach (var piece in new[] { new string('-', 3000), "zeb", "ra cro", "ssing", new string('-', 5000) })
        {
            foreach (var part in piece.Chunk(size))
            {
                findings.AddRange(window.Append(part).Findings);
            }
        }

        findings.AddRange(window.Complete().Findings);
        Assert.Equal((3000, 3014), (Assert.Single(findings).Start, findings[0].End));
    }

    [Fact]
    public void Faults_carry_file_line_and_column()
    {
        Assert.Null(RuleLibrary.Load([new RuleSource("mine/a.yar", "rule a {\n condition: nothing\n}")], RepositoryRules.Library, out var faults));
        Assert.StartsWith("mine/a.yar:2:13: 'nothing'", Assert.Single(faults).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_action_or_direction_that_does_not_exist_is_a_fault()
    {
        Assert.Null(RuleLibrary.Load([new RuleSource("a.yar", """rule a { meta: action = "explode" direction = "sideways" condition: true }""")], null, out var faults));
        Assert.Equal(2, faults.Count);
    }

    [Theory]
    [InlineData("""rule a : xss { condition: true }""", "xss", FindingSeverity.Medium)]
    [InlineData("""rule a { meta: category = "sqli" severity = 95 condition: true }""", "sqli", FindingSeverity.Critical)]
    [InlineData("""rule a { meta: category = "malware" severity = "dreadful" condition: true }""", "ssrf", FindingSeverity.Medium)]
    public void Metadata_gives_category_and_severity(string rule, string category, FindingSeverity severity)
    {
        var library = RuleLibrary.Load([new RuleSource("ssrf/a.yar", rule)], null, out _);
        Assert.NotNull(library);
        Assert.Equal((category, severity), (library.YaraRules[0].Category, library.YaraRules[0].Severity));
    }

    [Fact]
    public void A_pack_loaded_later_keeps_the_yara_rules_and_may_name_them()
    {
        var pack = """{"name": "p", "description": "d", "kind": "both", "actions": {"yara-WalletSeedFile": "block"}}""";
        var library = RuleLibrary.Load([new RuleSource("packs/p.json", pack)], Engine.Value.Library, out var faults);
        Assert.Empty(faults);
        Assert.Same(Engine.Value.Library.Yara, library?.Yara);
    }

    [Fact]
    public void Without_yara_rules_no_policy_asks_for_them() =>
        Assert.All(Enum.GetValues<ScanDirection>(), direction => Assert.False(RepositoryRules.Everything.For(direction).HasYara));

    private static CompiledPolicy Policy(string name) => Engine.Value.Compile([Engine.Value.Library.Packs.Single(pack => pack.Name == name)]);

    private static DetectionEngine Load(string name, string rules)
    {
        var library = RuleLibrary.Load([new RuleSource(name, rules)], RepositoryRules.Library, out var faults);
        Assert.Empty(faults);
        Assert.NotNull(library);
        return DetectionEngine.Create(library);
    }

    private static CompiledPolicy Block(DetectionEngine engine) =>
        engine.Compile([new PolicyPack { Name = "b", Description = "d", Actions = new Dictionary<string, RuleAction> { ["*"] = RuleAction.Block } }]);
}
