namespace Sallyport.DetectionBench;

/// <summary>The counts of one group of rows.</summary>
/// <param name="Name">Kind, or kind and source.</param>
/// <param name="Attacks">Number of attacks.</param>
/// <param name="HitsShipped">Attacks found at the shipped threshold, in percent.</param>
/// <param name="HitsAtOnePercent">Attacks found at the threshold that 1 % of the pools reach, in percent.</param>
/// <param name="Negatives">Number of harmless rows.</param>
/// <param name="FalseAlarms">Harmless rows flagged at the shipped threshold, in percent.</param>
internal sealed record KindFigures(string Name, int Attacks, double HitsShipped, double HitsAtOnePercent, int Negatives, double FalseAlarms)
{
    public static KindFigures Of(string name, IReadOnlyCollection<ScoredText> rows, double thresholdAtOnePercent)
    {
        List<ScoredText> attacks = [.. rows.Where(row => row.Row.IsAttack)];
        List<ScoredText> negatives = [.. rows.Where(row => !row.Row.IsAttack)];
        return new KindFigures(
            name,
            attacks.Count,
            Rates.Above(attacks, Rates.Shipped),
            Rates.Above(attacks, thresholdAtOnePercent),
            negatives.Count,
            Rates.Above(negatives, Rates.Shipped));
    }
}
