namespace Sallyport.Controls.RateLimits;

/// <summary>
/// A token bucket in one number: the time at which it will be full again. Taking a token moves that time on by one interval;
/// a token is there as long as the time lies less than a minute (capacity = one minute's worth) ahead. This form needs no
/// refill and no lock, and a changed limit applies at once, because the number is a time and not a count.
/// </summary>
internal sealed class TokenBucket
{
    /// <summary>The state of a bucket that was taken out of the table; nothing may be taken from it.</summary>
    private const long Retired = long.MaxValue;

    private long _fullAt = long.MinValue;

    /// <summary>Takes one token. Times are in the clock's timestamp units; <paramref name="capacity"/> is the time a full bucket takes to fill.</summary>
    internal TokenOutcome TryTake(long now, long interval, long capacity, out long fullIn)
    {
        while (true)
        {
            var seen = Volatile.Read(ref _fullAt);
            if (seen == Retired)
            {
                fullIn = 0;
                return TokenOutcome.Retired;
            }

            var begin = Math.Max(seen, now);
            fullIn = begin - now;
            if (fullIn + interval > capacity)
            {
                return TokenOutcome.Empty;
            }

            if (Interlocked.CompareExchange(ref _fullAt, begin + interval, seen) == seen)
            {
                fullIn += interval;
                return TokenOutcome.Taken;
            }
        }
    }

    /// <summary>Retires the bucket if it is full: a new one in its place would be the same.</summary>
    internal bool TryRetire(long now)
    {
        var seen = Volatile.Read(ref _fullAt);
        return seen != Retired && seen <= now && Interlocked.CompareExchange(ref _fullAt, Retired, seen) == seen;
    }
}
