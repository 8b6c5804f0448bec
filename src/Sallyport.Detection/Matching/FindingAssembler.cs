using Sallyport.Detection.Rules;

namespace Sallyport.Detection.Matching;

/// <summary>Turns matches into findings and the policy's decision. Runs only when something matched.</summary>
internal static class FindingAssembler
{
    /// <summary>The result of a scan.</summary>
    public static ScanResult Assemble(RuleTable table, DirectionPolicy policy, ScanScratch scratch, MatchTally? tally = null)
    {
        if (scratch.Matches.Count == 0)
        {
            return scratch.IsPartial ? ScanResult.CleanButPartial : ScanResult.Clean;
        }

        var matches = Merge(scratch.Matches);
        tally ??= new MatchTally(table);
        foreach (var match in matches)
        {
            tally.Add(match.Rule);
        }

        List<Finding> findings = new(matches.Count);
        var action = RuleAction.None;
        Finding? decisive = null;
        foreach (var match in matches)
        {
            var entry = table.Entries[match.Rule];
            var ruleAction = policy.Actions[match.Rule];
            if (ruleAction == RuleAction.None || tally.ScoreOf(entry.CategoryIndex) < policy.Thresholds[entry.CategoryIndex])
            {
                continue;
            }

            var finding = ToFinding(entry, match);
            findings.Add(finding);
            if (ruleAction > action || (ruleAction == action && decisive is { } current && finding.Score > current.Score))
            {
                (action, decisive) = (ruleAction, finding);
            }
        }

        return findings.Count == 0
            ? scratch.IsPartial ? ScanResult.CleanButPartial : ScanResult.Clean
            : new ScanResult(findings, action, decisive, scratch.IsPartial);
    }

    /// <summary>Every match as a finding, whatever the policy says, by position.</summary>
    public static IReadOnlyList<Finding> All(RuleTable table, IReadOnlyList<RuleMatch> matches) =>
        [.. matches.Select(match => ToFinding(table.Entries[match.Rule], match))];

    /// <summary>Matches by position, with overlapping ones of the same rule made one.</summary>
    public static List<RuleMatch> Merge(List<RuleMatch> matches)
    {
        List<RuleMatch> merged = new(matches.Count);
        var ordered = matches.OrderBy(match => match.Rule).ThenBy(match => ViewNames.IsDecoded(match.View)).ThenBy(match => match.Start);
        foreach (var match in ordered)
        {
            var index = merged.FindLastIndex(kept => kept.Rule == match.Rule && kept.Start < match.End && match.Start < kept.End);
            if (index < 0)
            {
                merged.Add(match);
            }
            else if (!ViewNames.IsDecoded(match.View))
            {
                merged[index] = merged[index] with { End = Math.Max(merged[index].End, match.End) };
            }
        }

        merged.Sort(static (left, right) => left.Start != right.Start ? left.Start.CompareTo(right.Start) : left.Rule.CompareTo(right.Rule));
        return merged;
    }

    private static Finding ToFinding(RuleEntry entry, RuleMatch match) =>
        new(entry.Id, entry.Category, entry.Severity, entry.Score, match.Start, match.End, entry.Entity, match.View);
}
