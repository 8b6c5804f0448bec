namespace Sallyport.Storage;

/// <summary>
/// Costs as stored: whole picodollars. A single token costs fractions of a microdollar, and sums must be exact on both databases.
/// One value reaches 9.2 million dollars; beyond that it stays at the limit rather than failing.
/// </summary>
internal static class StoredMoney
{
    private const decimal PicoPerDollar = 1_000_000_000_000m;
    private const decimal Limit = long.MaxValue / PicoPerDollar;

    /// <summary>To the stored number, rounded half to even.</summary>
    public static long ToPico(decimal dollars) => dollars switch
    {
        >= Limit => long.MaxValue,
        <= -Limit => long.MinValue,
        _ => decimal.ToInt64(decimal.Round(dollars * PicoPerDollar)),
    };

    /// <summary>From the stored number.</summary>
    public static decimal ToDollars(long pico) => pico / PicoPerDollar;
}
