using Sallyport.Detection;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Policies;

/// <summary>
/// Looks for patterns that cannot run, that another rule repeats, and that another rule covers. Whether one expression covers another cannot
/// be decided in general; here it is, for expressions that match a handful of texts only: each of these texts is scanned as it stands and inside
/// a sentence, and one other rule must find it every time.
/// </summary>
internal sealed class PatternAnalyzer(RuleLibrary library, DetectionEngine engine, PolicyPack policy)
{
    private const int MaxTexts = 64;
    private const int MaxLiterals = 12;

    private readonly CompiledPolicy _compiled = engine.Compile([policy]);
    private readonly ILookup<string, string> _known = library.Rules.Concat(policy.Rules)
        .SelectMany(rule => rule.Patterns.Select(pattern => (Key(pattern), rule.Id)))
        .ToLookup(pair => pair.Item1, pair => pair.Id, StringComparer.Ordinal);

    /// <summary>Looks at a rule's pattern.</summary>
    internal PatternReport Analyze(DetectionRule rule, RulePattern pattern) => Report(rule, pattern);

    /// <summary>Looks at a pattern that belongs to no rule.</summary>
    internal PatternReport Analyze(string pattern) => Report(null, new RulePattern { Pattern = pattern });

    private PatternReport Report(DetectionRule? rule, RulePattern pattern)
    {
        var facts = PatternInspector.Inspect(pattern.Pattern);
        List<PatternIssue> issues = [];
        if (facts.Kind != PatternFault.None)
        {
            issues.Add(new PatternIssue(KindOf(facts.Kind), facts.Detail, null));
            return new PatternReport(rule?.Id, pattern.Pattern, IsUsable: false, [], 0, issues);
        }

        foreach (var other in _known[Key(pattern)].Where(id => id != rule?.Id).Distinct(StringComparer.Ordinal))
        {
            issues.Add(new PatternIssue("duplicate", $"Rule {other} has the same pattern.", other));
        }

        // Of a shared rule that would be the library's own matter, and takes as long as all of it together.
        if (issues.Count == 0 && (rule is null || rule.Owner is not null) && FindShadow(rule, pattern, facts) is { } shadow)
        {
            issues.Add(shadow);
        }

        if (!facts.BeginsKnown && (rule is null || rule.Owner is not null))
        {
            issues.Add(new PatternIssue("open_beginning", "Matches begin with anything: of a streamed answer what stands before the distinctive part may be out before the rule acts.", null));
        }

        return new PatternReport(rule?.Id, pattern.Pattern, IsUsable: true, [.. facts.Literals.Take(MaxLiterals)], facts.MaxLength, issues);
    }

    private PatternIssue? FindShadow(DetectionRule? rule, RulePattern pattern, PatternFacts facts)
    {
        // Every match is one of its literals when none can be longer than they are.
        if (facts.Literals.Count > MaxTexts || facts.MaxLength != facts.Literals.Max(literal => literal.Length) || pattern.IsCaseSensitive)
        {
            return null;
        }

        foreach (var direction in rule?.Directions ?? [ScanDirection.Input])
        {
            var least = rule is null ? RuleAction.Monitor : policy.ActionFor(rule.Id, rule.Category, direction);
            if (least == RuleAction.None)
            {
                return null;
            }

            HashSet<string>? covering = null;
            foreach (var literal in facts.Literals.SelectMany(literal => new[] { literal, $"the {literal} here" }))
            {
                var found = engine.Scan(literal, direction, _compiled).Findings.Where(finding => finding.RuleId != rule?.Id && finding.Action >= least).Select(finding => finding.RuleId);
                covering = covering is null ? [.. found] : [.. covering.Intersect(found)];
                if (covering.Count == 0)
                {
                    return null;
                }
            }

            if (covering is { Count: > 0 })
            {
                var other = covering.Order(StringComparer.Ordinal).First();
                return new PatternIssue("shadowed", $"All it can match is found by rule {other} too, on which the policy acts at least as strictly.", other);
            }
        }

        return null;
    }

    private static string KindOf(PatternFault fault) => fault switch
    {
        PatternFault.Invalid => "invalid",
        PatternFault.Unbounded => "unbounded",
        PatternFault.WithoutLiteral => "without_literal",
        _ => "unsupported",
    };

    private static string Key(RulePattern pattern) => $"{pattern.View} {pattern.IsCaseSensitive} {pattern.Pattern}";
}
