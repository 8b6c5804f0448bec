namespace Sallyport.Controls.Usage;

/// <summary>How usage is summed before it is stored.</summary>
public sealed class UsageOptions
{
    /// <summary>How often the sums are stored; what a killed process can lose of them. 100 ms to 1 minute; default 1 second.</summary>
    public TimeSpan FlushInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Combinations of proxy, model, team and caller that are summed apart between two stores, about 300 bytes each; above it, models are
    /// summed as <c>(other)</c>. 100 to 1,000,000; default 20,000.
    /// </summary>
    public int MaxCombinations { get; set; } = 20_000;
}
