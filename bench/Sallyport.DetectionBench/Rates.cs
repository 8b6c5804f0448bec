namespace Sallyport.DetectionBench;

/// <summary>Shares of rows above a threshold.</summary>
internal static class Rates
{
    /// <summary>The threshold at which the shipped packs act.</summary>
    public const double Shipped = 0.5;

    /// <summary>Share of rows at or above the threshold, in percent; NaN without rows.</summary>
    public static double Above(IReadOnlyCollection<ScoredText> rows, double threshold) =>
        rows.Count == 0 ? double.NaN : 100.0 * rows.Count(row => row.Score >= threshold) / rows.Count;

    /// <summary>The lowest threshold that at most the given share of the negatives reaches.</summary>
    public static double ThresholdAt(IReadOnlyCollection<ScoredText> negatives, double percent)
    {
        var allowed = (int)(negatives.Count * percent / 100);
        var ordered = negatives.Select(row => row.Score).OrderDescending().ToList();
        return ordered.Count <= allowed ? double.Epsilon : Math.BitIncrement(ordered[allowed]);
    }
}
