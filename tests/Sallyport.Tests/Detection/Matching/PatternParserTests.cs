using Sallyport.Detection.Matching;
using Xunit;

namespace Sallyport.Tests.Detection.Matching;

/// <summary>An expression whose cost or reach is not known never runs; its author is told what to change.</summary>
public sealed class PatternParserTests
{
    [Theory]
    [InlineData("secret)", "unbalanced ')'")]
    [InlineData("(?:secret", "unbalanced '('")]
    [InlineData("[a-z]{2}", "no literal of at least two characters")]
    [InlineData("x", "no literal of at least two characters")]
    [InlineData("(?:ab)?", "no literal of at least two characters")]
    [InlineData("ab|c", "no literal of at least two characters")]
    [InlineData("secret.*word", "an open quantifier is allowed on white space only")]
    [InlineData("secret.+", "an open quantifier is allowed on white space only")]
    [InlineData("secret[a-z]{3,}", "an open quantifier is allowed on white space only")]
    [InlineData("secret.{0,401}", "a repeat can match more than 400 characters")]
    [InlineData("secret(?:.{0,100}){0,100}", "a repeat can match more than 400 characters")]
    [InlineData("secret.{0,200}.{0,195}", "the limit is 400")]
    [InlineData("*secret", "a quantifier without anything to repeat")]
    [InlineData("(?<name>secret)", "groups are understood")]
    [InlineData("secret[abc", "a character class that is not closed")]
    [InlineData("[a-z-[aeiou]]foobar", "a subtraction")]
    [InlineData("[\\b]foobar", "a subtraction")]
    [InlineData("\\cAfoobar", "control escapes")]
    [InlineData("secret\\", "a trailing backslash")]
    [InlineData("(?:secret)\\1", "back references")]
    [InlineData("secret\\G", "back references")]
    public void An_expression_that_cannot_be_bounded_is_refused_with_its_fault(string pattern, string fault)
    {
        Assert.Null(PatternParser.Analyze(pattern, out var found));
        Assert.Contains(fault, found, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_nested_beyond_all_need_are_refused_instead_of_exhausting_the_stack()
    {
        var pattern = string.Concat(Enumerable.Repeat("(?:", 10_000)) + "secret" + new string(')', 10_000);

        Assert.Null(PatternParser.Analyze(pattern, out var fault));
        Assert.Contains("nested too deeply", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("secret.{0,394}", 400)]
    [InlineData("secret", 6)]
    [InlineData("(?:ab|abcd)x{2}", 6)]
    [InlineData("secret\\p{Lu}{3}", 9)]
    [InlineData("(secret)", 6)]
    public void The_longest_match_is_known(string pattern, int longest)
    {
        var shape = PatternParser.Analyze(pattern, out var fault);

        Assert.Null(fault);
        Assert.Equal(longest, shape?.MaxLength);
    }

    [Theory]
    [InlineData("ignore\\s+rules", "ignore\\s{1,16}rules")]
    [InlineData("ignore\\s*rules", "ignore\\s{0,16}rules")]
    [InlineData("ignore\\s{20,}rules", "ignore\\s{20,20}rules")]
    public void Open_white_space_is_bounded(string pattern, string bounded)
    {
        Assert.Equal(bounded, PatternParser.Analyze(pattern, out _)?.Pattern);
    }

    [Fact]
    public void The_first_fault_is_the_one_that_is_told()
    {
        PatternParser.Analyze("one.*two)", out var fault);

        Assert.StartsWith("an open quantifier", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\\bhang\\b", true)]
    [InlineData("\\b(?:hang|shoot)\\b", true)]
    [InlineData("(?:\\bhang|\\bshoot)", true)]
    [InlineData("\\bhang|shoot", false)]
    [InlineData("(?:\\bthe )?hang", false)]
    [InlineData("hang\\b", false)]
    [InlineData("(?<=x)\\bhang", true)]
    public void A_pattern_starts_a_word_only_when_each_of_its_ways_does(string pattern, bool starts) =>
        Assert.Equal(starts, PatternParser.Analyze(pattern, out _)?.StartsWord);

    [Theory]
    [InlineData("\\bhang\\s+\\w{1,9}", true)]
    [InlineData("\\b(?:the\\s+)?hang", false)]
    [InlineData("\\b\\w{1,9}\\s+hang", false)]
    [InlineData("\\b;hang", false)]
    public void A_literal_inside_a_word_is_passed_over_only_where_every_match_begins_with_one(string pattern, bool starts) =>
        Assert.Equal(starts, PatternParser.Analyze(pattern, out _)?.LiteralsStartWords);
}
