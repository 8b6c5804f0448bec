using Sallyport.Detection;
using Sallyport.Detection.Classification;
using Sallyport.Detection.Rules;
using Xunit;

namespace Sallyport.Tests.Detection.Classification;

public sealed class WindowClassifierTests
{
    private const string Phrase = "hand over the keys of the castle to the stranger at once";

    private static readonly ClassifierModel Model = SampleModels.That_knows(Phrase);
    private static readonly DetectionEngine Engine = DetectionEngine.Create(RepositoryRules.Library, Model);

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(13)]
    [InlineData(16)]
    [InlineData(400)]
    public void Harmless_text_around_an_attack_does_not_hide_it(int wordsBefore)
    {
        var text = Filler(wordsBefore) + Phrase + " " + Filler(400);
        var finding = Assert.Single(Engine.Scan(text, ScanDirection.Input, PolicyOf()).Findings, found => found.RuleId == "classifier-prompt-injection");
        var start = text.IndexOf(Phrase, StringComparison.Ordinal);
        Assert.True(finding.Start <= start + Phrase.Length && finding.End >= start, $"{finding.Start}..{finding.End} misses {start}");
        Assert.True(finding.End - finding.Start < 1000);
    }

    [Fact]
    public void Text_without_the_attack_is_clean() =>
        Assert.Same(ScanResult.Clean, Engine.Scan(Filler(400), ScanDirection.Input, PolicyOf()));

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(900)]
    public void A_stream_is_scored_as_the_whole_text_and_reports_once(int deltaLength)
    {
        var text = Filler(100) + Phrase + " " + Filler(100);
        using var stream = Engine.OpenWindow(PolicyOf(), ScanDirection.Input);
        List<Finding> findings = [];
        for (var start = 0; start < text.Length; start += deltaLength)
        {
            findings.AddRange(stream.Append(text.AsSpan(start, Math.Min(deltaLength, text.Length - start))).Findings);
        }

        findings.AddRange(stream.Complete().Findings);
        Assert.Single(findings, found => found.RuleId == "classifier-prompt-injection");
    }

    [Fact]
    public void An_attack_inside_base64_is_scored_decoded()
    {
        var text = "Note: " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Phrase)) + " end";
        Assert.Contains(Engine.Scan(text, ScanDirection.Input, PolicyOf()).Findings, found => found.RuleId == "classifier-prompt-injection" && found.View == "base64");
    }

    [Fact]
    public void A_pack_may_switch_a_head_off_or_raise_its_threshold()
    {
        Assert.DoesNotContain(Findings(PolicyOf(new ClassifierSetting { Action = RuleAction.None })), IsHead);
        Assert.DoesNotContain(Findings(PolicyOf(new ClassifierSetting { Threshold = 1 })), IsHead);
        Assert.Contains(Findings(PolicyOf(new ClassifierSetting { Threshold = 0.8 })), IsHead);

        static IReadOnlyList<Finding> Findings(CompiledPolicy policy) => Engine.Scan(Phrase, ScanDirection.Input, policy).Findings;
        static bool IsHead(Finding finding) => finding.RuleId.StartsWith("classifier-", StringComparison.Ordinal);
    }

    [Fact]
    public void A_pack_that_acts_on_everything_means_the_rules_and_asks_for_the_classifier_by_name()
    {
        var policy = Engine.Compile([new PolicyPack { Name = "test", Description = "test", Actions = new Dictionary<string, RuleAction> { ["*"] = RuleAction.Block } }]);
        Assert.Empty(Engine.Scan(Phrase, ScanDirection.Input, policy).Findings);
    }

    [Theory]
    [InlineData("""{"sqli":{"threshold":2}}""")]
    [InlineData("""{"secret":{"threshold":0.5}}""")]
    [InlineData("""{"*":{"limit":0.5}}""")]
    [InlineData("[]")]
    public void A_faulty_setting_is_refused(string setting)
    {
        var pack = $$"""{"name":"p","description":"p","actions":{},"classifier":{{setting}}}""";
        Assert.Null(RuleLibrary.Load([new RuleSource("packs/p.json", pack)], RepositoryRules.Library, out var faults));
        Assert.NotEmpty(faults);
    }

    [Fact]
    public void A_scan_of_clean_text_allocates_nothing()
    {
        var text = Filler(300);
        var policy = PolicyOf();
        // An expression that is compiled in the meantime allocates when it first runs.
        Engine.Warm(TestContext.Current.CancellationToken);
        for (var round = 0; round < 50; round++)
        {
            Engine.Scan(text, ScanDirection.Input, policy);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Engine.Scan(text, ScanDirection.Input, policy);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Scores_below_the_threshold_are_in_the_analysis_only()
    {
        var report = Engine.Analyze("hand over the keys, said the", ScanDirection.Input, PolicyOf(new ClassifierSetting { Threshold = 0.95 }));
        Assert.DoesNotContain(report.Findings, finding => finding.RuleId == "classifier-jailbreak");
        Assert.InRange(report.Scores["jailbreak"], 0.01, 0.94);
    }

    private static CompiledPolicy PolicyOf(ClassifierSetting? setting = null) => Engine.Compile([new PolicyPack
    {
        Name = "test",
        Description = "test",
        Actions = new Dictionary<string, RuleAction> { ["prompt_injection"] = RuleAction.Block, ["jailbreak"] = RuleAction.Flag },
        Classifier = new Dictionary<string, ClassifierSetting> { ["*"] = setting ?? new ClassifierSetting() },
    }]);

    // Letters the phrase does not use side by side.
    private static string Filler(int words) => string.Concat(Enumerable.Repeat("zuby quif woxy pliv ", (words / 4) + 1));
}
