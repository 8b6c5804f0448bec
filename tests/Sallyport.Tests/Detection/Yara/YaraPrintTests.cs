using Sallyport.Detection.Yara;
using Sallyport.Detection.Yara.Parsing;
using Xunit;

namespace Sallyport.Tests.Detection.Yara;

public sealed class YaraPrintTests
{
    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(23)]
    public void A_printed_rule_gives_the_same_verdicts(int seed)
    {
        var generator = new RuleGenerator((ulong)seed);
        var source = generator.Rules(60);
        List<YaraFault> faults = [];
        var printed = string.Concat(RuleParser.Read(new YaraSource("a.yar", source), faults).Select(rule => new YaraPrinter(rule).Print()));
        Assert.Empty(faults);
        var original = YaraCompiler.Compile([new YaraSource("a.yar", source)]).Rules;
        var again = YaraCompiler.Compile([new YaraSource("a.yar", printed)]);
        Assert.Empty(again.Faults);
        Assert.NotNull(original);
        Assert.NotNull(again.Rules);
        for (var index = 0; index < 15; index++)
        {
            var text = generator.Text();
            Assert.Equal(Lines(original.Scan(text)), Lines(again.Rules.Scan(text)));
        }
    }

    private static IEnumerable<string> Lines(YaraScanResult result) => result.Matches.SelectMany(match => match.Strings.Select(found => $"{match.Rule.Name} {found}").Prepend(match.Rule.Name));
}
