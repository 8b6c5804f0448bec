using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Sallyport.Core.Api;

namespace Sallyport.Identity.ApiKeys;

/// <summary>A span of hours on some days of the week during which a key works.</summary>
public sealed record OpenHours
{
    private const string Clock = "HH:mm";

    /// <summary>The days on which it begins; empty is every day.</summary>
    [MaxLength(7)]
    public IReadOnlyList<DayOfWeek> Days { get; init => field = value ?? []; } = [];

    /// <summary>When it begins, <c>HH:mm</c> on the clock of the zone.</summary>
    [StringLength(5, MinimumLength = 5)]
    public string From { get; init => field = value ?? ""; } = "00:00";

    /// <summary>When it ends, <c>HH:mm</c>; the same as or before <see cref="From"/> is on the next day, so that 00:00 to 00:00 is a whole day.</summary>
    [StringLength(5, MinimumLength = 5)]
    public string To { get; init => field = value ?? ""; } = "00:00";

    /// <summary>The zone by its IANA name, such as <c>Europe/Berlin</c>.</summary>
    [MaxLength(64)]
    public string Zone { get; init => field = value ?? ""; } = "UTC";

    internal void FindFaults(string member, FaultList faults)
    {
        faults.Require(TryReadClock(From, out _), $"{member}.from", "Must be a time such as 08:00.");
        faults.Require(TryReadClock(To, out _), $"{member}.to", "Must be a time such as 18:00.");
        faults.Require(FindZone() is not null, $"{member}.zone", "Must be the IANA name of a time zone, such as Europe/Berlin.");
        faults.Require(Days.Count <= 7 && Days.All(Enum.IsDefined), $"{member}.days", "Must be days of the week, such as monday.");
    }

    /// <summary>For the request path. Null where it cannot be read, which is never open.</summary>
    internal OpenSpan? Compile() =>
        FindZone() is { } zone && TryReadClock(From, out var from) && TryReadClock(To, out var to) ? new OpenSpan(from, to, zone, Days) : null;

    private static bool TryReadClock(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, Clock, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    private TimeZoneInfo? FindZone() =>
        TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out var zone) && (zone.HasIanaId || Zone == "UTC") ? zone : null;
}
