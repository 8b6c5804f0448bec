using Sallyport.Detection.Rules;

namespace Sallyport.Detection.Matching;

/// <summary>Writes the report of an analysis.</summary>
internal static class ReportBuilder
{
    /// <summary>Builds it from all findings, the scores and the policy's decision.</summary>
    public static AnalyzeReport Build(IReadOnlyList<Finding> findings, MatchTally tally, DirectionPolicy policy, ScanResult decided)
    {
        var scores = new Dictionary<string, double>(StringComparer.Ordinal);
        var risk = 0.0;
        var isThreat = false;
        for (var index = 0; index < ThreatCategories.All.Count; index++)
        {
            var category = ThreatCategories.All[index];
            var score = Math.Round(tally.ScoreOf(index), 4);
            scores[category] = score;
            if (ThreatCategories.IsThreat(category))
            {
                risk = Math.Max(risk, score);
                isThreat |= score > 0 && score >= policy.Thresholds[index];
            }
        }

        return new AnalyzeReport
        {
            Verdict = decided.Action switch
            {
                RuleAction.Block => AnalyzeVerdict.Block,
                RuleAction.Redact => AnalyzeVerdict.Redact,
                RuleAction.Flag or RuleAction.Warn => AnalyzeVerdict.Flag,
                _ => AnalyzeVerdict.Allow,
            },
            IsThreat = isThreat,
            Risk = risk,
            RiskLevel = risk switch { >= 0.9 => "critical", >= 0.7 => "high", >= 0.4 => "medium", > 0 => "low", _ => "none" },
            Findings = findings,
            Scores = scores,
            IsPartial = decided.IsPartial,
        };
    }
}
