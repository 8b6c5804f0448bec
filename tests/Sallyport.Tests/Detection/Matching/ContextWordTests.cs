using Sallyport.Detection;
using Sallyport.Detection.Rules;
using Xunit;

namespace Sallyport.Tests.Detection.Matching;

/// <summary>A rule that wants a word near by counts only where that word stands within reach, on either side.</summary>
public sealed class ContextWordTests
{
    private const int Reach = 120;

    private const string Rule = """
        {"id":"pi-test","name":"Test","category":"prompt_injection","severity":"high","score":0.9,"directions":["input"],
         "description":"A test.","tags":["owasp-llm-2026:LLM01"],"version":1,"patterns":[{"pattern":"marker","view":"raw"}],
         "context":["payroll"],"excludes":["markerless"]}
        """;

    private const string Pack = """{"name":"test","description":"All.","kind":"llm","actions":{"*":"block"},"masking":[]}""";

    private static readonly DetectionEngine Engine = DetectionEngine.Create(Load());
    private static readonly CompiledPolicy Policy = Engine.Compile([Load().Packs.Single()]);

    [Theory]
    [InlineData("payroll", 0, true)]
    [InlineData("PAYROLL", 0, true)]
    [InlineData("payroll", Reach - 7, true)]
    [InlineData("payroll", Reach - 6, false)]
    [InlineData("pay roll", 0, false)]
    public void The_word_counts_up_to_its_reach_before_and_after(string word, int gap, bool counts)
    {
        var between = new string('.', gap);

        Assert.Equal(counts, Finds($"{new string('.', 500)}{word}{between}marker{new string('.', 500)}"));
        Assert.Equal(counts, Finds($"{new string('.', 500)}marker{between}{word}{new string('.', 500)}"));
    }

    [Fact]
    public void A_stream_finds_the_word_that_comes_after_the_match()
    {
        using var window = Engine.OpenWindow(Policy, ScanDirection.Input);
        List<Finding> findings = [.. window.Append("a marker for the ").Findings, .. window.Append("payroll office").Findings, .. window.Complete().Findings];

        Assert.Equal(2, Assert.Single(findings).Start);
    }

    private static bool Finds(string text) => Engine.Scan(text, ScanDirection.Input, Policy).Findings.Count > 0;

    private static RuleLibrary Load() =>
        RuleLibrary.Load([new RuleSource("prompt_injection/pi-test.json", Rule), new RuleSource("packs/test.json", Pack)], existing: null, out var faults)
            ?? throw new InvalidOperationException(string.Join(' ', faults));
}
