using System.Globalization;
using Sallyport.Detection;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Policies;

/// <summary>Runs the cases inside a policy by the same scan that traffic goes through.</summary>
public static class CaseRunner
{
    private const int MaxShown = 500;

    /// <summary>Judges every case.</summary>
    /// <param name="pack">The policy with its cases.</param>
    /// <param name="engine">The engine that made <paramref name="policy"/>.</param>
    /// <param name="policy">The compiled policy.</param>
    public static CaseReport Run(PolicyPack pack, DetectionEngine engine, CompiledPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(engine);
        IReadOnlyList<CaseResult> results = [.. pack.Cases.Select(one => Judge(one, engine, policy))];
        var passed = results.Count(result => result.IsPassed);
        return new CaseReport(pack.Name, passed, results.Count - passed, results);
    }

    private static CaseResult Judge(PolicyCase one, DetectionEngine engine, CompiledPolicy policy)
    {
        var scan = engine.Scan(one.Text, one.Direction, policy);
        var got = scan.Action switch
        {
            RuleAction.Block => AnalyzeVerdict.Block,
            RuleAction.Redact => AnalyzeVerdict.Redact,
            RuleAction.Flag or RuleAction.Warn => AnalyzeVerdict.Flag,
            _ => AnalyzeVerdict.Allow,
        };
        IReadOnlyList<string> rules = [.. scan.Findings.Select(finding => finding.RuleId).Distinct(StringComparer.Ordinal)];
        var reason = Reason(one, got, rules, scan.IsPartial);
        return new CaseResult(one.Name, one.Text.Length <= MaxShown ? one.Text : one.Text[..MaxShown] + "…", one.Direction, one.Expect, got, rules, reason is null, reason);
    }

    private static string? Reason(PolicyCase one, AnalyzeVerdict got, IReadOnlyList<string> rules, bool isPartial)
    {
        if (got != one.Expect)
        {
            var found = rules.Count == 0 ? "no rule acts on it" : "by " + string.Join(", ", rules);
            return string.Create(CultureInfo.InvariantCulture, $"expected {Word(one.Expect)}, got {Word(got)}: {found}");
        }

        if (one.Rule is { } rule && !rules.Contains(rule, StringComparer.Ordinal))
        {
            return rules.Count == 0 ? $"rule {rule} does not act on it" : $"rule {rule} does not act on it; {string.Join(", ", rules)} did";
        }

        return isPartial ? "the text could not be looked at completely within the engine's limits" : null;
    }

    private static string Word(AnalyzeVerdict verdict) => verdict.ToString().ToLowerInvariant();
}
