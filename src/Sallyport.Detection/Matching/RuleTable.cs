using System.Collections.Frozen;
using Sallyport.Detection.Classification;
using Sallyport.Detection.Recognizers;
using Sallyport.Detection.Rules;
using Sallyport.Detection.Yara;

namespace Sallyport.Detection.Matching;

/// <summary>All rules in the form the engine runs: numbered rules and patterns, and the automaton that points at them.
/// Recognisers, the classifier's heads and YARA rules follow the rules as numbered pseudo-rules, so that policies treat all alike.</summary>
internal sealed class RuleTable
{
    private readonly RuleEntry[] _rules;
    private readonly FrozenDictionary<YaraRule, int> _yaraNumbers;

    public RuleTable(RuleLibrary library, Lazy<ClassifierModel>? classifier = null)
        : this(library, [], [], classifier)
    {
    }

    public RuleTable(RuleLibrary library, IReadOnlyList<DetectionRule> own, IReadOnlyList<YaraPart> ownYara, Lazy<ClassifierModel>? classifier)
    {
        var builder = new LiteralAutomatonBuilder(LiteralAutomatonBuilder.Telling);
        List<CompiledPattern> patterns = [];
        List<RuleEntry> rules = [];
        foreach (var rule in library.Rules.Concat(own))
        {
            foreach (var pattern in rule.Patterns)
            {
                var shape = PatternParser.Analyze(pattern.Pattern, out var fault)
                    ?? throw new InvalidOperationException($"Rule {rule.Id} was loaded with a pattern that cannot be bounded: {fault}");
                builder.Add(patterns.Count, shape.Literals, shape.LiteralsStartWords);
                patterns.Add(new CompiledPattern(rules.Count, pattern, shape) { Partner = [.. shape.Partner.Select(builder.AddMember).Distinct()] });
            }

            rules.Add(RuleEntry.Of(rule));
        }

        RuleCount = rules.Count;
        for (var type = EntityType.Email; type < EntityType.ApiKey; type++)
        {
            rules.Add(RuleEntry.Of(type));
        }

        FirstHead = rules.Count;
        if (classifier is not null)
        {
            rules.AddRange(ClassifierFamily.All.Select(RuleEntry.Of));
        }

        Classifier = classifier;
        YaraStart = rules.Count;
        YaraDetection[] yara = [.. library.YaraRules, .. ownYara.SelectMany(part => part.Detections)];
        rules.AddRange(yara.Select(RuleEntry.Of));
        YaraSets = [.. ownYara.Select(part => part.Rules).Prepend(library.Yara).Where(set => !set.IsEmpty)];
        _yaraNumbers = yara.Select((detection, index) => KeyValuePair.Create(detection.Rule, YaraStart + index)).ToFrozenDictionary(ReferenceEqualityComparer.Instance);
        _rules = [.. rules];
        Patterns = [.. patterns];
        Automaton = builder.Build();
        LongestReach = Patterns.Length == 0 ? 0 : Patterns.Max(pattern => pattern.MaxLength + pattern.Margin);
    }

    /// <summary>Number of rules without the recognisers.</summary>
    public int RuleCount { get; }

    /// <summary>Number of the first head's entry; the others follow.</summary>
    public int FirstHead { get; }

    /// <summary>The classifier; null when there is none.</summary>
    public Lazy<ClassifierModel>? Classifier { get; }

    /// <summary>Number of the first YARA rule.</summary>
    public int YaraStart { get; }

    /// <summary>The YARA rules: those of the rules folder, and of each pack that brings some.</summary>
    public IReadOnlyList<YaraRuleSet> YaraSets { get; }

    /// <summary>Rules, then recognisers, then heads, then YARA rules.</summary>
    public ReadOnlySpan<RuleEntry> Entries => _rules;

    /// <summary>All patterns.</summary>
    public CompiledPattern[] Patterns { get; }

    /// <summary>Finds the patterns' literals.</summary>
    public LiteralAutomaton Automaton { get; }

    /// <summary>How far from a literal any pattern can see.</summary>
    public int LongestReach { get; }

    /// <summary>The entry's number for a recogniser.</summary>
    public int IndexOf(EntityType type) => RuleCount + (int)type;

    /// <summary>The entry's number for a YARA rule.</summary>
    public int IndexOf(YaraRule rule) => _yaraNumbers[rule];
}
