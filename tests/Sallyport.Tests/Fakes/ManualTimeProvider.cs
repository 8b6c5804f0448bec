namespace Sallyport.Tests.Fakes;

/// <summary>A clock that moves only when told to; wall time and timestamps move together.</summary>
public sealed class ManualTimeProvider : TimeProvider
{
    private DateTimeOffset _now = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private long _timestamp = 1_000_000;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _timestamp;

    public void Advance(TimeSpan span)
    {
        _now += span;
        _timestamp += span.Ticks;
    }
}
