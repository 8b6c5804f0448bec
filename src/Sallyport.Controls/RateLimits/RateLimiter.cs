using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Sallyport.Controls.RateLimits;

/// <summary>All buckets. Full ones are dropped when there are too many; when even that does not make room, new pairs are refused.</summary>
public sealed class RateLimiter(TimeProvider clock, IOptions<RateLimitOptions> options)
{
    private readonly ConcurrentDictionary<BucketKey, TokenBucket> _buckets = new();
    private readonly Lock _sweeping = new();
    private readonly long _minute = 60 * clock.TimestampFrequency;
    private long _count;
    private long _nextSweep = long.MinValue;

    /// <summary>How many buckets are held.</summary>
    public long Count => Volatile.Read(ref _count);

    /// <summary>Asks for one request. The limit is at least 1.</summary>
    public RateLimitDecision Ask(string callerId, string proxyId, int limitPerMinute)
    {
        var key = new BucketKey(callerId, proxyId);
        var now = clock.GetTimestamp();

        // Rounded up, so that never more than the limit pass; the capacity is a minute plus that rounding.
        var interval = (_minute + limitPerMinute - 1) / limitPerMinute;
        var capacity = interval * limitPerMinute;
        while (FindOrAdd(key, now) is { } bucket)
        {
            switch (bucket.TryTake(now, interval, capacity, out var fullIn))
            {
                case TokenOutcome.Taken:
                    return Decide(true, limitPerMinute, interval, fullIn);
                case TokenOutcome.Empty:
                    return Decide(false, limitPerMinute, interval, fullIn);
                default:
                    // A sweep is between retiring this bucket and removing it; finish its work.
                    _buckets.TryRemove(new KeyValuePair<BucketKey, TokenBucket>(key, bucket));
                    break;
            }
        }

        return Decide(false, limitPerMinute, interval, capacity);
    }

    private RateLimitDecision Decide(bool isAllowed, int limit, long interval, long fullIn)
    {
        var capacity = interval * limit;
        var remaining = (int)Math.Max(0, (capacity - fullIn) / interval);
        var retryIn = isAllowed ? 0 : Math.Max(1, fullIn + interval - capacity);
        return new RateLimitDecision(isAllowed, remaining, Seconds(fullIn), TimeSpan.FromSeconds((double)retryIn / clock.TimestampFrequency));
    }

    private int Seconds(long span) => (int)((span + clock.TimestampFrequency - 1) / clock.TimestampFrequency);

    private TokenBucket? FindOrAdd(BucketKey key, long now)
    {
        if (_buckets.TryGetValue(key, out var known))
        {
            return known;
        }

        if (Count >= options.Value.MaxBuckets && !Sweep(now))
        {
            return null;
        }

        var made = new TokenBucket();
        var held = _buckets.GetOrAdd(key, made);
        if (ReferenceEquals(held, made))
        {
            Interlocked.Increment(ref _count);
        }

        return held;
    }

    // At most once a second: otherwise many new pairs on a full table would each pay for a scan.
    private bool Sweep(long now)
    {
        lock (_sweeping)
        {
            if (now >= _nextSweep)
            {
                _nextSweep = now + clock.TimestampFrequency;
                foreach (var pair in _buckets)
                {
                    if (pair.Value.TryRetire(now))
                    {
                        _buckets.TryRemove(pair);
                        Interlocked.Decrement(ref _count);
                    }
                }
            }

            return Count < options.Value.MaxBuckets;
        }
    }
}
