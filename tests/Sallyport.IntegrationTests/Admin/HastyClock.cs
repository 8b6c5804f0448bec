namespace Sallyport.IntegrationTests.Admin;

/// <summary>A clock whose timers end a hundred times sooner, so that a test need not wait out a time-out.</summary>
internal sealed class HastyClock : TimeProvider
{
    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, Sooner(dueTime), Sooner(period));

    private static TimeSpan Sooner(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / 100;
}
