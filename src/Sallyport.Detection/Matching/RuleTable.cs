using Sallyport.Detection.Classification;
using Sallyport.Detection.Recognizers;
using Sallyport.Detection.Rules;

namespace Sallyport.Detection.Matching;

/// <summary>All rules in the form the engine runs: numbered rules and patterns, and the automaton that points at them.
/// Recognisers and then the classifier's heads follow the rules as numbered pseudo-rules, so that policies treat all alike.</summary>
internal sealed class RuleTable
{
    private readonly RuleEntry[] _rules;

    public RuleTable(RuleLibrary library, Lazy<ClassifierModel>? classifier = null)
    {
        var builder = new LiteralAutomatonBuilder();
        List<CompiledPattern> patterns = [];
        List<RuleEntry> rules = [];
        foreach (var rule in library.Rules)
        {
            foreach (var pattern in rule.Patterns)
            {
                var shape = PatternParser.Analyze(pattern.Pattern, out var fault)
                    ?? throw new InvalidOperationException($"Rule {rule.Id} was loaded with a pattern that cannot be bounded: {fault}");
                builder.Add(patterns.Count, shape.Literals);
                patterns.Add(new CompiledPattern(rules.Count, pattern, shape));
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

    /// <summary>Rules, then recognisers, then heads.</summary>
    public ReadOnlySpan<RuleEntry> Entries => _rules;

    /// <summary>All patterns.</summary>
    public CompiledPattern[] Patterns { get; }

    /// <summary>Finds the patterns' literals.</summary>
    public LiteralAutomaton Automaton { get; }

    /// <summary>How far from a literal any pattern can see.</summary>
    public int LongestReach { get; }

    /// <summary>The entry's number for a recogniser.</summary>
    public int IndexOf(EntityType type) => RuleCount + (int)type;
}
