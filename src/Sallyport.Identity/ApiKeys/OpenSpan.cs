namespace Sallyport.Identity.ApiKeys;

/// <summary>Hours of a key, read once: a request only compares.</summary>
internal sealed class OpenSpan(TimeOnly from, TimeOnly to, TimeZoneInfo zone, IReadOnlyList<DayOfWeek> days)
{
    private readonly int _days = days.Count == 0 ? 0x7F : days.Aggregate(0, (set, day) => set | (1 << (int)day));

    /// <summary>Whether the moment lies within it.</summary>
    internal bool Holds(DateTimeOffset moment)
    {
        var local = TimeZoneInfo.ConvertTime(moment, zone);
        var now = TimeOnly.FromTimeSpan(local.TimeOfDay);
        if (from < to)
        {
            return now >= from && now < to && Begins(local.DayOfWeek);
        }

        // Past midnight, the span began the day before.
        return now >= from ? Begins(local.DayOfWeek) : now < to && Begins((DayOfWeek)(((int)local.DayOfWeek + 6) % 7));
    }

    private bool Begins(DayOfWeek day) => (_days & (1 << (int)day)) != 0;
}
