using System.Text;
using System.Text.RegularExpressions;
using Sallyport.Detection.Matching;
using Sallyport.Tests.Detection.Yara;
using Xunit;

namespace Sallyport.Tests.Detection.Matching;

/// <summary>In long texts an expression is asked only where its literals meet their partner. The bare expression over the whole text says what must be found.</summary>
public sealed class PartnerTests
{
    private static readonly RuleTable Table = new(RepositoryRules.Library);

    private static readonly (CompiledPattern Pattern, PatternShape Shape, int Index)[] Paired =
        [.. Table.Patterns.Select((pattern, index) => (pattern, PatternParser.Analyze(pattern.Regex.ToString(), out _)!, index)) // loaded rules have a shape
            .Where(pair => pair.pattern.Partner.Length > 0)];

    private static readonly string[] Plain =
    [
        "The harbour was quiet in the early morning. ", "Bake it for 35 minutes;\nthen let it cool. ", "She wrote: it needs water. ", "\u201cFine\u201d, he said. ",
        "Our team met on Tuesday. ", "{\"n\": 1, \"ok\": true}\n", "caf\u00e9 ",
    ];

    [Fact]
    public void Common_literals_have_a_partner_and_no_rare_ones()
    {
        Assert.InRange(Paired.Length, 100, Table.Patterns.Length / 2);
        Assert.All(Paired, pair => Assert.True(PartnerChoice.Pays([.. pair.Shape.Literals])));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_the_bare_expression_finds_in_a_text_full_of_its_words_is_found(ulong seed)
    {
        var draw = new RuleDraw(seed);
        var found = 0;
        foreach (var (pattern, shape, index) in Paired)
        {
            found += AssertSame(pattern, index, Text(draw, pattern, shape, length: 1000 + draw.Below(12_000)));
        }

        Assert.True(found > Paired.Length);
    }

    [Fact]
    public void Nothing_is_lost_in_texts_of_a_quarter_of_a_megabyte()
    {
        var draw = new RuleDraw(4);
        for (var round = 0; round < 12; round++)
        {
            var (pattern, shape, index) = Paired[draw.Below(Paired.Length)];
            AssertSame(pattern, index, Text(draw, pattern, shape, length: 256 * 1024));
        }
    }

    [Fact]
    public void The_automaton_takes_for_a_letter_what_an_expression_takes_for_it()
    {
        var builder = new LiteralAutomatonBuilder();
        builder.Add(0, [.. Enumerable.Range('a', 26).Select(letter => new string((char)letter, 2))]);
        var automaton = builder.Build();
        for (var letter = 'a'; letter <= 'z'; letter++)
        {
            var expression = new Regex(letter.ToString(), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
            var all = string.Create(char.MaxValue + 1, 0, (span, _) => { for (var code = 0; code < span.Length; code++) { span[code] = (char)code; } });
            foreach (var match in expression.EnumerateMatches(all))
            {
                var state = 0;
                Assert.Equal(2, automaton.Advance([all[match.Index], letter], 0, ref state));
            }
        }
    }

    [Fact]
    public void A_member_is_forgotten_with_its_text()
    {
        var sights = new MemberSights(2);
        sights.Begin(100);
        sights.Note([0], 100);
        Assert.Equal(100, sights.Last([0, 1]));
        sights.Begin(int.MaxValue / 2);
        Assert.True(sights.Last([0, 1]) <= 0);
        sights.Begin(10);
        sights.Note([1], 7);
        Assert.Equal(7, sights.Last([0, 1]));
        Assert.True(sights.Last([0]) <= 0);
    }

    // Stretches in which only literals stand, only members, both, or neither; whole attacks and broken ones at any distance from them.
    private static string Text(RuleDraw draw, CompiledPattern pattern, PatternShape shape, int length)
    {
        string[] attacks = [.. RepositoryRules.Cases(Table.Entries[pattern.Rule].Id, "attack")];
        var text = new StringBuilder();
        while (text.Length < length)
        {
            var kind = draw.Below(5);
            for (var end = text.Length + 40 + draw.Below(6 * pattern.MaxLength); text.Length < end;)
            {
                text.Append(Plain[draw.Below(Plain.Length)]);
                text.Append(kind is 1 or 3 ? shape.Literals[draw.Below(shape.Literals.Count)] : "").Append(kind is 3 && draw.Below(4) == 0 || kind == 2 ? ' ' + shape.Partner[draw.Below(shape.Partner.Count)] : "").Append(' ');
            }

            var attack = attacks[draw.Below(attacks.Length)];
            text.Append(draw.Below(3) == 0 ? attack[..draw.Below(attack.Length)] : attack).Append(draw.Below(2) == 0 ? " " : "\n");
        }

        return text.ToString();
    }

    private static int AssertSame(CompiledPattern pattern, int index, string text)
    {
        var bare = new Regex(pattern.Regex.ToString(), pattern.Regex.Options & ~RegexOptions.Compiled);
        List<(int, int)> expected = [];
        foreach (var match in bare.EnumerateMatches(text))
        {
            if (MatchConditions.Hold(Table.Entries[pattern.Rule], text, match.Index, match.Index + match.Length))
            {
                expected.Add((match.Index, match.Index + match.Length));
            }
        }

        var scratch = new ScanScratch(Table);
        var active = new bool[Table.Patterns.Length];
        active[index] = true;
        scratch.Match(text, active, MatchFrame.Direct("raw"));
        Assert.Equal(expected, scratch.Matches.Select(match => (match.Start, match.End)));
        return expected.Count;
    }
}
