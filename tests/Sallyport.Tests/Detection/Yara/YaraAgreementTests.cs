using System.Globalization;
using System.Text;
using Sallyport.Detection.Yara;
using Xunit;

namespace Sallyport.Tests.Detection.Yara;

/// <summary>Rules, strings, offsets and lengths must be those of Debian's <c>yara</c>.</summary>
public sealed class YaraAgreementTests
{
    /// <summary>Six files of 60 rules over 25 texts each.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Generated_rules_match_as_in_yara(int seed)
    {
        Assert.SkipUnless(YaraOracle.IsPresent, YaraOracle.SkipReason);
        var generator = new RuleGenerator((ulong)seed);
        var rules = generator.Rules(60);
        await AssertAgreesAsync(rules, [.. Enumerable.Range(0, 25).Select(_ => generator.Text())]);
    }

    [Fact]
    public async Task Hand_made_rules_match_as_in_yara()
    {
        Assert.SkipUnless(YaraOracle.IsPresent, YaraOracle.SkipReason);
        await AssertAgreesAsync(await File.ReadAllTextAsync(Path.Combine(YaraFixtures.Folder, "handmade.yar"), TestContext.Current.CancellationToken), YaraFixtures.Texts);
    }

    /// <summary>Sample rules of this repository are YARA for YARA too.</summary>
    [Fact]
    public async Task Sample_rules_match_as_in_yara()
    {
        Assert.SkipUnless(YaraOracle.IsPresent, YaraOracle.SkipReason);
        var rules = string.Join('\n', YaraFixtures.SampleFiles.Select(File.ReadAllText));
        await AssertAgreesAsync(rules, [.. YaraFixtures.Texts, .. YaraFixtures.SampleRules.SelectMany(rule => YaraFixtures.Cases(rule, "attack")).Select(Encoding.UTF8.GetBytes)]);
    }

    private static async Task AssertAgreesAsync(string rules, IReadOnlyList<byte[]> texts)
    {
        var compiled = YaraCompiler.Compile([new YaraSource("rules.yar", rules)]);
        Assert.Empty(compiled.Faults);
        var (lines, errors) = await YaraOracle.ScanAsync(rules, texts, TestContext.Current.CancellationToken);
        Assert.Equal("", errors);
        Assert.NotNull(compiled.Rules);
        Assert.Equal(Sorted(lines), Sorted(texts.SelectMany((text, index) => Lines(compiled.Rules, text, index))));
    }

    private static string Sorted(IEnumerable<string> lines) => string.Join('\n', lines.Order(StringComparer.Ordinal));

    private static IEnumerable<string> Lines(YaraRuleSet rules, byte[] text, int index)
    {
        var result = rules.Scan(text);
        Assert.False(result.IsPartial);
        foreach (var match in result.Matches)
        {
            yield return $"{index} {match.Rule.Name}";
            foreach (var found in match.Strings)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{index} {match.Rule.Name} {found.Identifier} {found.Offset} {found.Length}");
            }
        }
    }
}
