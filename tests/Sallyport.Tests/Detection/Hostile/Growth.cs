namespace Sallyport.Tests.Detection.Hostile;

/// <summary>Whether the cost of a text grows with its length, and not faster.</summary>
internal static class Growth
{
    private const int Short = 32 * 1024;
    private const int Factor = 4;
    private const int Attempts = 4;

    // In the longer text: below it the clock and the caches say more than the engine.
    private const double Ground = 25;

    // A text four times as long may take six times as long: tables leave the caches, limits of what is decoded are reached later.
    private const double MostGrowth = 6;

    /// <summary>What a text costs at both lengths where it grows too fast or costs too much; null where all is well.</summary>
    /// <param name="text">Makes the text.</param>
    /// <param name="scan">Scans it.</param>
    /// <param name="most">The most milliseconds for the longer text.</param>
    public static string? FaultOf(Func<int, string> text, Action<string> scan, double most)
    {
        var (shorter, longer) = (text(Short), text(Short * Factor));
        var (low, high) = (double.MaxValue, double.MaxValue);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            low = Math.Min(low, CpuClock.LeastOf(1, () => scan(shorter)));
            high = Math.Min(high, CpuClock.LeastOf(1, () => scan(longer)));
            if (high <= most && high <= Ground + (MostGrowth * low))
            {
                return null;
            }
        }

        return FormattableString.Invariant($"{low:F1} ms for {shorter.Length} characters, {high:F1} ms for {longer.Length}");
    }
}
