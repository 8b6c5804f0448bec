namespace Sallyport.Storage;

/// <summary>Times as stored: whole microseconds since 1970 in UTC, the finest step both databases keep.</summary>
internal static class StoredTime
{
    /// <summary>To the stored number; finer parts are cut off.</summary>
    public static long ToMicroseconds(DateTimeOffset time) => (time.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>To the stored number, or null.</summary>
    public static long? ToMicroseconds(DateTimeOffset? time) => time is { } value ? ToMicroseconds(value) : null;

    /// <summary>From the stored number.</summary>
    public static DateTimeOffset FromMicroseconds(long microseconds) =>
        new(DateTime.UnixEpoch.Ticks + (microseconds * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    /// <summary>From the stored number, or null.</summary>
    public static DateTimeOffset? FromMicroseconds(long? microseconds) => microseconds is { } value ? FromMicroseconds(value) : null;
}
