using Sallyport.Detection.Rules;

namespace Sallyport.Detection.Matching;

/// <summary>
/// Category scores from matches: the surest rule counts in full, every other distinct rule of the category takes away half its
/// score of what doubt remains. Never a mean, which would drown one sure hit. A stream keeps one tally for its whole length.
/// </summary>
internal sealed class MatchTally(RuleTable table)
{
    private readonly double[] _best = new double[ThreatCategories.All.Count];
    private readonly double[] _doubt = CreateDoubt();
    private readonly HashSet<int> _rules = [];

    /// <summary>Adds a match; only a rule's first one counts.</summary>
    public void Add(RuleMatch match)
    {
        if (!_rules.Add(match.Rule))
        {
            return;
        }

        var entry = table.Entries[match.Rule];
        var category = entry.CategoryIndex;
        var score = match.Confidence ?? entry.Score;
        var weaker = Math.Min(_best[category], score);
        _best[category] = Math.Max(_best[category], score);
        _doubt[category] *= 1 - (weaker / 2);
    }

    /// <summary>The category's score, 0 to 1.</summary>
    public double ScoreOf(int category) => 1 - ((1 - _best[category]) * _doubt[category]);

    private static double[] CreateDoubt()
    {
        var doubt = new double[ThreatCategories.All.Count];
        Array.Fill(doubt, 1);
        return doubt;
    }
}
