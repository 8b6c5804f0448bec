using Sallyport.Detection.Rules;

namespace Sallyport.Detection.Matching;

/// <summary>Turns matches into findings and the policy's decision. Runs only when something matched.</summary>
internal static class FindingAssembler
{
    /// <summary>The least confidence of the classifier that corroborates a rule.</summary>
    public const double Corroborating = 0.15;

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
            if (match.Confidence is not < Corroborating)
            {
                tally.Add(match);
            }
        }

        List<Finding> findings = new(matches.Count);
        var action = RuleAction.None;
        Finding? decisive = null;
        foreach (var match in matches)
        {
            var entry = table.Entries[match.Rule];
            var ruleAction = policy.Actions[match.Rule];
            if (ruleAction == RuleAction.None || !IsSure(table, policy, match) || tally.ScoreOf(entry.CategoryIndex) < policy.Thresholds[entry.CategoryIndex])
            {
                continue;
            }

            var finding = ToFinding(entry, match) with { Action = ruleAction };
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

    /// <summary>Every match as a finding, by position: of rules whatever the policy says, of the classifier from its threshold on.</summary>
    public static IReadOnlyList<Finding> All(RuleTable table, DirectionPolicy policy, IReadOnlyList<RuleMatch> matches) =>
        [.. matches.Where(match => IsSure(table, policy, match)).Select(match => ToFinding(table.Entries[match.Rule], match))];

    /// <summary>Matches by position, with overlapping ones of the same rule made one.</summary>
    public static List<RuleMatch> Merge(List<RuleMatch> matches)
    {
        List<RuleMatch> merged = new(matches.Count);
        if (matches.Count > 1)
        {
            // Direct matches before decoded ones, which never widen what was seen directly.
            matches = [.. matches.OrderBy(match => match.Rule).ThenBy(match => ViewNames.IsDecoded(match.View)).ThenBy(match => match.Start)];
        }

        for (var start = 0; start < matches.Count;)
        {
            start = MergeRule(matches, start, merged);
        }

        merged.Sort(static (left, right) => left.Start != right.Start ? left.Start.CompareTo(right.Start) : left.Rule.CompareTo(right.Rule));
        return merged;
    }

    // Takes one rule's matches, which follow each other, and gives the position behind them. What is kept of one kind is ordered and apart,
    // so only the last one can overlap the next; a decoded match may besides lie on any direct one, hence the second finger.
    private static int MergeRule(List<RuleMatch> ordered, int start, List<RuleMatch> merged)
    {
        var (direct, finger, index) = (merged.Count, merged.Count, start);
        for (; index < ordered.Count && ordered[index].Rule == ordered[start].Rule; index++)
        {
            var match = ordered[index];
            var overlapsLast = merged.Count > direct && Overlaps(merged[^1], match);
            if (ViewNames.IsDecoded(match.View))
            {
                if (!overlapsLast && !LiesOnDirect(match, merged, ref finger))
                {
                    merged.Add(match);
                }
            }
            else if (overlapsLast)
            {
                merged[^1] = merged[^1] with { End = Math.Max(merged[^1].End, match.End) };
            }
            else
            {
                merged.Add(match);
            }
        }

        return index;
    }

    private static bool LiesOnDirect(RuleMatch match, List<RuleMatch> merged, ref int finger)
    {
        while (finger < merged.Count && !ViewNames.IsDecoded(merged[finger].View) && merged[finger].End <= match.Start)
        {
            finger++;
        }

        return finger < merged.Count && Overlaps(merged[finger], match);
    }

    private static bool Overlaps(RuleMatch left, RuleMatch right) => left.Start < right.End && right.Start < left.End;

    private static bool IsSure(RuleTable table, DirectionPolicy policy, RuleMatch match) =>
        match.Confidence is not { } confidence || confidence >= policy.LeastConfidence[match.Rule - table.FirstHead];

    private static Finding ToFinding(RuleEntry entry, RuleMatch match) =>
        new(entry.Id, entry.Category, entry.Severity, match.Confidence ?? entry.Score, match.Start, match.End, entry.Entity, match.View);
}
