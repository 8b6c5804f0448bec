using Sallyport.Detection.Matching;
using Sallyport.Detection.Yara;

namespace Sallyport.Detection.Rules;

/// <summary>A YARA file that is read on its own, to be tried before it is kept.</summary>
public sealed class YaraDraft
{
    private readonly YaraRuleSet _rules;

    private YaraDraft(YaraRuleSet rules, IReadOnlyList<YaraDetection> detections, IReadOnlyList<YaraFault> faults)
    {
        _rules = rules;
        Detections = detections;
        Faults = faults;
    }

    /// <summary>What its rules say to us, without private ones; empty where the file does not compile.</summary>
    public IReadOnlyList<YaraDetection> Detections { get; }

    /// <summary>Every fault; those about a rule's metadata name no place and have line 0.</summary>
    public IReadOnlyList<YaraFault> Faults { get; }

    /// <summary>Reads a file.</summary>
    public static YaraDraft Read(string name, string text)
    {
        var compiled = YaraCompiler.Compile([new YaraSource(name, text)]);
        if (compiled.Rules is not { } rules)
        {
            return new YaraDraft(YaraRuleSet.Empty, [], compiled.Faults);
        }

        List<RuleFault> found = [];
        YaraDetection[] detections = [.. rules.Rules.Where(rule => !rule.IsPrivate).Select(rule => YaraMetaReader.Read(rule, found))];
        return new YaraDraft(rules, detections, [.. found.Select(fault => new YaraFault(fault.Source, 0, 0, fault.Message))]);
    }

    /// <summary>What the rules find in a text: each match of a string, or one without a name over the whole text for a rule that holds without strings.</summary>
    /// <param name="text">The text; positions count its UTF-16 units.</param>
    /// <param name="most">Most matches to give.</param>
    /// <param name="isPartial">Whether a limit cut the search short.</param>
    public IReadOnlyList<(string Rule, string Text, int Start, int End)> Find(string text, int most, out bool isPartial)
    {
        var result = _rules.Scan(text);
        List<(string, string, int, int)> found = [];
        foreach (var match in result.Matches)
        {
            if (match.Strings.Count == 0 && found.Count < most)
            {
                found.Add((match.Rule.Name, "", 0, text.Length));
            }

            foreach (var part in match.Strings.Take(most - found.Count))
            {
                var (start, end) = Utf8Range.ToCharacters(text, part.Offset, part.Offset + part.Length);
                found.Add((match.Rule.Name, part.Identifier, start, end));
            }
        }

        isPartial = result.IsPartial;
        return found;
    }
}
