using System.Diagnostics;
using System.Text;
using Sallyport.Detection.Yara;
using Sallyport.Tests.Detection.Fuzz;
using Xunit;

namespace Sallyport.Tests.Detection.Yara;

/// <summary>Broken and hostile rule files end in faults or in rules: never in an exception, never in a hang. The seeds lie in tests/fixtures/yara.</summary>
public sealed class YaraFuzzTests
{
    private static readonly string[] Pieces =
    [
        "{", "}", "(", ")", "[", "]", "$a", "#a", "@a[1]", "!a", "/", "\"", "\\", "rule", "condition:", "strings:", "any of them", "for all i in (1..9) : (", "not ", "~", "-",
        "{1,3}", "*", "+?", "??", "[0-9]", "xor", "wide", "base64", "0x7FFFFFFFFFFFFFFF", "/*", "*/", "//", "\n", "\0", "é", "\uD800", " of ", "%", "..",
    ];

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void Mutated_files_compile_or_are_refused(int seed)
    {
        var draw = new RuleDraw((ulong)seed);
        var seeds = Directory.EnumerateFiles(YaraFixtures.Folder, "*.yar").Concat(YaraFixtures.SampleFiles).Order(StringComparer.Ordinal).Select(File.ReadAllText).ToList();
        seeds.AddRange(Enumerable.Range(0, 5).Select(index => new RuleGenerator((ulong)(seed + index)).Rules(3)));
        var watch = Stopwatch.StartNew();
        var rounds = 0;
        for (; (rounds < 1500 && watch.Elapsed < TimeSpan.FromSeconds(20)) || watch.Elapsed < FuzzTexts.Time; rounds++)
        {
            var text = Mutate(seeds[draw.Below(seeds.Count)], draw);
            var compiled = YaraCompiler.Compile([new YaraSource("fuzz.yar", text)]);
            Assert.Equal(compiled.Rules is null, compiled.Faults.Count > 0);
            compiled.Rules?.Scan(YaraFixtures.Texts[draw.Below(YaraFixtures.Texts.Count)]);
        }

        Assert.True(rounds > 50, $"Only {rounds} files in {watch.Elapsed}.");
    }

    [Theory]
    [InlineData("(", "1", ")")]
    [InlineData("not ", "true", "")]
    [InlineData("-", "1", "")]
    [InlineData("defined ", "1", "")]
    public void Deep_conditions_are_refused(string before, string inner, string after)
    {
        var condition = string.Concat(Enumerable.Repeat(before, 20_000)) + inner + string.Concat(Enumerable.Repeat(after, 20_000));
        Assert.Contains(YaraCompiler.Compile([new YaraSource("a.yar", $"rule a {{ condition: {condition} }}")]).Faults, fault => fault.Message.Contains("nested deeper", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("$a = /(a+)+b.*c.*d/", "aaaaaaaaab")]
    [InlineData("$a = /a.*a.*a.*z/", "a")]
    [InlineData("$a = /[a-z]{0,500}x?[a-z]{0,500}9?q/", "az")]
    [InlineData("$a = { 61 [-] 61 [-] 7A }", "a")]
    [InlineData("$a = \"a\" xor", "ab")]
    public void A_hostile_text_costs_a_bounded_time_and_is_reported_as_partial_at_worst(string text, string filler)
    {
        var rules = YaraCompiler.Compile([new YaraSource("a.yar", $"rule a {{ strings: {text} condition: #a > 100000 or for any i in (1..100000000) : ( @a[i] == -1 ) }}")]).Rules;
        Assert.NotNull(rules);
        var bytes = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(filler, 100_000 / filler.Length)));
        var watch = Stopwatch.StartNew();
        var result = rules.Scan(bytes);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), watch.Elapsed.ToString());
        Assert.True(result.IsPartial);
    }

    [Fact]
    public void A_text_that_wears_out_one_rule_does_not_silence_another()
    {
        var rules = YaraCompiler.Compile([new YaraSource("a.yar", "rule Slow { strings: $a = /[a-z]{0,500}x?[a-z]{0,500}9?q/ condition: $a } rule Plain { strings: $a = \"zebra\" condition: $a }")]).Rules;
        Assert.NotNull(rules);
        var result = rules.Scan(Encoding.ASCII.GetBytes(new string('a', 50_000) + "q" + string.Concat(Enumerable.Repeat("aq", 20_000)) + "zebra"));
        Assert.True(result.IsPartial);
        Assert.Contains(result.Matches, match => match.Rule.Name == "Plain");
    }

    private static string Mutate(string text, RuleDraw draw)
    {
        var mutated = new StringBuilder(text);
        for (var count = 1 + draw.Below(6); count > 0 && mutated.Length > 4; count--)
        {
            var at = draw.Below(mutated.Length - 2);
            switch (draw.Below(4))
            {
                case 0:
                    mutated.Remove(at, Math.Min(1 + draw.Below(12), mutated.Length - at));
                    break;
                case 1:
                    mutated.Insert(at, draw.Of(Pieces));
                    break;
                case 2:
                    mutated[at] = (char)draw.Below(256);
                    break;
                default:
                    var length = Math.Min(1 + draw.Below(40), mutated.Length - at);
                    mutated.Insert(draw.Below(mutated.Length), mutated.ToString(at, length));
                    break;
            }
        }

        return mutated.ToString();
    }
}
