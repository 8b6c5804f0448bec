namespace Sallyport.Identity.ApiKeys;

/// <summary>When a key was last used. Written on every request without a lock; survives reloads of the table.</summary>
internal sealed class KeyUse
{
    private long _lastTicks;
    private long _storedTicks;

    internal void Note(DateTimeOffset at) => Volatile.Write(ref _lastTicks, at.UtcTicks);

    /// <summary>The last use since the last call, or null.</summary>
    internal DateTimeOffset? TakeUnstored()
    {
        var last = Volatile.Read(ref _lastTicks);
        if (last == _storedTicks)
        {
            return null;
        }

        _storedTicks = last;
        return new DateTimeOffset(last, TimeSpan.Zero);
    }

    /// <summary>Puts back what could not be stored.</summary>
    internal void MarkUnstored() => _storedTicks = 0;

    /// <summary>The last use in this process, or null.</summary>
    internal DateTimeOffset? Last => Volatile.Read(ref _lastTicks) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
}
