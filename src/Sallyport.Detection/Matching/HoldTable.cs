using System.Buffers;
using Sallyport.Detection.Recognizers;

namespace Sallyport.Detection.Matching;

/// <summary>
/// What a stream waits for under one policy: the rules that redact or block, and an automaton over the texts their matches begin with.
/// A rule whose matches begin with anything (a host name) has no such text: it is waited for from its required literal on.
/// </summary>
internal sealed class HoldTable
{
    private readonly SearchValues<char> _inWords;

    private HoldTable(bool[] strict, LiteralAutomaton? openings, EntitySet recognised, int yaraReach, SearchValues<char> inWords)
    {
        YaraReach = yaraReach;
        Strict = strict;
        Openings = openings;
        Recognised = recognised;
        _inWords = inWords;
    }

    /// <summary>By pattern: whether its rule redacts or blocks.</summary>
    public bool[] Strict { get; }

    /// <summary>Finds the beginnings; null when no pattern has any.</summary>
    public LiteralAutomaton? Openings { get; }

    /// <summary>Personal data that is redacted or blocked.</summary>
    public EntitySet Recognised { get; }

    /// <summary>Characters that are held for YARA rules which redact or block, behind the last look; 0 when there are none.</summary>
    public int YaraReach { get; }

    /// <summary>The table of a policy; null when nothing in it redacts or blocks.</summary>
    public static HoldTable? Of(RuleTable table, RuleAction[] actions)
    {
        var strict = Array.ConvertAll(table.Patterns, pattern => actions[pattern.Rule] >= RuleAction.Redact);
        var recognised = default(EntitySet);
        for (var index = table.RuleCount; index < table.FirstHead; index++)
        {
            recognised = actions[index] >= RuleAction.Redact ? recognised.Union(EntitySet.Of((EntityType)(index - table.RuleCount))) : recognised;
        }

        var yaraReach = Array.Exists(actions[table.YaraStart..], action => action >= RuleAction.Redact) ? table.YaraSets.Max(set => set.LongestString) : 0;
        if (recognised.IsEmpty && yaraReach == 0 && !strict.Contains(true))
        {
            return null;
        }

        var builder = new LiteralAutomatonBuilder(LiteralAutomatonBuilder.Telling);
        HashSet<char> inWords = [];
        for (var index = 0; index < strict.Length; index++)
        {
            var pattern = table.Patterns[index];
            if (strict[index] && pattern.Openings.Count > 0)
            {
                builder.Add(index, pattern.Openings, pattern.StartsWord && pattern.Openings.All(opening => char.IsAsciiLetterOrDigit(opening[0])));
                inWords.UnionWith(pattern.StartsWord ? [] : pattern.Openings.SelectMany(opening => (char[])[opening[0], char.ToUpperInvariant(opening[0])]));
            }
        }

        var automaton = builder.Build();
        return new HoldTable(strict, automaton.StateCount > 1 ? automaton : null, recognised, yaraReach, SearchValues.Create([.. inWords]));
    }

    /// <summary>Whether a match may begin at the position: most begin where a word does.</summary>
    public bool MayBegin(ReadOnlySpan<char> text, int position) =>
        position == 0 || !IsWord(text[position]) || !IsWord(text[position - 1]) || _inWords.Contains(text[position]);

    private static bool IsWord(char character) => char.IsLetterOrDigit(character) || character == '_';
}
