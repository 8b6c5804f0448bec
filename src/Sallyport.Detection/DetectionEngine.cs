using Sallyport.Detection.Classification;
using Sallyport.Detection.Matching;
using Sallyport.Detection.Recognizers;
using Sallyport.Detection.Rules;
using Sallyport.Detection.Views;

namespace Sallyport.Detection;

/// <summary>
/// Finds attacks, secrets and personal data in text. Immutable and thread-safe: one engine serves the whole process until the
/// rules change, when a new one replaces it. Clean text costs one pass and no memory.
/// </summary>
public sealed class DetectionEngine
{
    private readonly RuleTable _table;
    private readonly ScratchPool _pool;
    private readonly Scanner _scanner;
    private readonly CompiledPolicy _everything;

    private DetectionEngine(RuleLibrary library, IReadOnlyList<PolicyPack> bringing, Lazy<ClassifierModel>? classifier)
    {
        Library = library;
        OwnRules = [.. bringing.SelectMany(pack => pack.Rules)];
        _table = new RuleTable(library, OwnRules, [.. bringing.Select(pack => pack.Yara).OfType<YaraPart>()], classifier);
        _pool = new ScratchPool(_table);
        _scanner = new Scanner(_table);
        Entities = new EntityScanner(_table, _pool);
        _everything = PolicyCompiler.Compile(_table, [new PolicyPack
        {
            Name = PolicyPack.Everything,
            Description = "Every rule, recogniser and head, for analysis.",
            Actions = new Dictionary<string, RuleAction> { ["*"] = RuleAction.Monitor },
            Classifier = new Dictionary<string, ClassifierSetting> { ["*"] = new() },
        }]);
    }

    /// <summary>The rules and packs it was made from.</summary>
    public RuleLibrary Library { get; }

    /// <summary>The rules it runs beside those of the library: what policies bring along.</summary>
    public IReadOnlyList<DetectionRule> OwnRules { get; }

    /// <summary>The recognisers of personal data and secrets.</summary>
    public EntityScanner Entities { get; }

    /// <summary>Makes an engine. Takes some milliseconds; expressions are compiled later, in the background, when they are used.</summary>
    public static DetectionEngine Create(RuleLibrary library)
    {
        ArgumentNullException.ThrowIfNull(library);
        return new DetectionEngine(library, [], ClassifierModel.BuiltIn);
    }

    /// <summary>Makes an engine that also runs the rules which these packs bring along. Policies of other packs are compiled by another engine.</summary>
    public static DetectionEngine Create(RuleLibrary library, IEnumerable<PolicyPack> packs)
    {
        ArgumentNullException.ThrowIfNull(library);
        return new DetectionEngine(library, [.. packs], ClassifierModel.BuiltIn);
    }

    /// <summary>Makes an engine with another classifier, or with none.</summary>
    internal static DetectionEngine Create(RuleLibrary library, ClassifierModel? classifier) =>
        new(library, [], classifier is null ? null : new Lazy<ClassifierModel>(classifier));

    /// <summary>Joins packs to one policy: the strictest action and the lowest threshold win.</summary>
    public CompiledPolicy Compile(IReadOnlyList<PolicyPack> packs) => PolicyCompiler.Compile(_table, packs);

    /// <summary>Compiles all expressions now, instead of each after its first uses, and reads the classifier's weights.</summary>
    public void Warm(CancellationToken cancellationToken)
    {
        foreach (var pattern in _table.Patterns)
        {
            cancellationToken.ThrowIfCancellationRequested();
            pattern.Compile();
        }

        _ = _table.Classifier?.Value;
    }

    /// <summary>Scans a whole text.</summary>
    /// <param name="text">The text; offsets of findings count its UTF-16 units.</param>
    /// <param name="direction">Where it comes from.</param>
    /// <param name="policy">What to look for; made by this engine.</param>
    public ScanResult Scan(ReadOnlySpan<char> text, ScanDirection direction, CompiledPolicy policy)
    {
        var rules = policy.For(direction);
        if (rules.IsEmpty || text.IsEmpty)
        {
            return ScanResult.Clean;
        }

        var scratch = _pool.Rent();
        try
        {
            _scanner.Collect(text, rules, scratch, FindingAssembler.Corroborating);
            return FindingAssembler.Assemble(_table, rules, scratch);
        }
        finally
        {
            _pool.Return(scratch);
        }
    }

    /// <summary>Opens a scanner for text that arrives in pieces.</summary>
    public WindowedScanner OpenWindow(CompiledPolicy policy, ScanDirection direction) =>
        new(_table, _pool, _scanner, policy.For(direction));

    /// <summary>Looks at a text with every rule and recogniser of the direction, and says what the policy would do. Neither learns nor caches.</summary>
    public AnalyzeReport Analyze(string text, ScanDirection direction, CompiledPolicy policy)
    {
        var scratch = _pool.Rent();
        try
        {
            var rules = policy.For(direction);
            _scanner.Collect(text, _everything.For(direction), scratch, double.Epsilon);
            var matches = FindingAssembler.Merge(scratch.Matches);
            var tally = new MatchTally(_table);
            matches.ForEach(match => tally.Add(match));
            var decided = FindingAssembler.Assemble(_table, rules, scratch);
            return ReportBuilder.Build(WithActions(FindingAssembler.All(_table, rules, matches), decided.Findings), tally, rules, decided);
        }
        finally
        {
            _pool.Return(scratch);
        }
    }

    /// <summary>The text in the other forms that the engine looks at: normalised where that differs, and whatever is encoded in it, at most 24.</summary>
    public static IReadOnlyList<ViewedText> Views(string text) => TextViewer.Of(text);

    private static IReadOnlyList<Finding> WithActions(IReadOnlyList<Finding> all, IReadOnlyList<Finding> decided)
    {
        if (decided.Count == 0)
        {
            return all;
        }

        var actions = new Dictionary<Finding, RuleAction>();
        foreach (var finding in decided)
        {
            actions[finding with { Action = RuleAction.None }] = finding.Action;
        }

        return [.. all.Select(finding => finding with { Action = actions.GetValueOrDefault(finding) })];
    }
}
