using Sallyport.Detection.Matching;
using Xunit;

namespace Sallyport.Tests.Detection.Matching;

/// <summary>A companion saves the expression its work; it must never cost a match.</summary>
public sealed class CompanionTests
{
    [Theory]
    [InlineData("(?:;|\\|\\|?|&&)\\s{0,3}(?:whoami|netstat)", "&&,;,|")]
    [InlineData("(?:exterminate|eradicate).{0,20}(?:alphabet|rectangles?)", "alphabet,rectangle")]
    [InlineData("[<>]{1,2}exterminate", "<,>")]
    [InlineData("exterminate\\d{1,4}", "0,1,2,3,4,5,6,7,8,9")]
    [InlineData("(?:whoami;|netstat>)", "")]
    [InlineData("exterminate(?:;)?", "")]
    [InlineData("exterminate.{0,9}(?:;|.)", "")]
    [InlineData("exterminate.{0,9}(?:a|e)", "")]
    [InlineData("exterminate(?!.{0,9};)", "")]
    public void The_analyser_finds_what_else_every_match_holds(string pattern, string members)
    {
        Assert.Equal(members, string.Join(',', PatternParser.CompanionsOf(pattern).SelectMany(set => set).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("rm -rf; done", false)]
    [InlineData("a RECTANGLE", false)]
    [InlineData("nothing here", true)]
    [InlineData("nothing here, \u212aelvin", false)]
    [InlineData("", true)]
    public void Text_is_ruled_out_only_when_it_is_ascii_and_holds_no_member(string text, bool isRuledOut)
    {
        Assert.Equal(isRuledOut, new Companion([";", "rectangle"]).RulesOut(text));
    }

    [Fact]
    public void Members_beyond_ascii_do_not_stand_in_ascii_text()
    {
        Assert.True(new Companion(["r\u00e8gle"]).RulesOut("regle"));
        Assert.False(new Companion(["r\u00e8gle"]).RulesOut("r\u00e8gle"));
    }

    [Theory]
    [InlineData("hang on", true)]
    [InlineData("they hang on", true)]
    [InlineData("(hang on", true)]
    [InlineData("change on", false)]
    [InlineData("_hang on", false)]
    public void A_literal_that_starts_a_word_does_not_count_inside_one(string text, bool counts)
    {
        Assert.Equal(counts, new LiteralHit(Pattern: 0, Length: 4, StartsWord: true).Counts(text, text.IndexOf("hang", StringComparison.Ordinal) + 4));
    }
}
