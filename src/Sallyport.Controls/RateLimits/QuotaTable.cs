using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Proxies;

namespace Sallyport.Controls.RateLimits;

/// <summary>
/// What callers with limits of their own have used of them. Counted by each process; what was used before its start is read once, so
/// that a restart gives nothing back. Callers without such limits are not in it.
/// </summary>
public sealed class QuotaTable(ICallerSumStore sums, IOptions<RateLimitOptions> options, TimeProvider clock) : ISnapshot
{
    private readonly ConcurrentDictionary<string, CallerQuota> _quotas = new(StringComparer.Ordinal);
    private Dictionary<string, (long InHour, CallerSum Day)> _before = [];
    private DateTimeOffset _readAt;
    private bool _isRead;

    /// <summary>Reads what was used before the start; later reloads change nothing, for all is counted here since.</summary>
    public async Task ReloadAsync(CancellationToken cancellationToken)
    {
        if (_isRead)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var hour = await sums.SumAsync(new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero), cancellationToken);
        var day = await sums.SumAsync(new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerDay), TimeSpan.Zero), cancellationToken);
        var inHour = hour.ToDictionary(sum => sum.CallerId, sum => sum.Requests, StringComparer.Ordinal);
        _before = day.ToDictionary(sum => sum.CallerId, sum => (inHour.GetValueOrDefault(sum.CallerId), sum), StringComparer.Ordinal);
        _readAt = now;
        _isRead = true;
    }

    /// <summary>Takes one request of a caller with limits; says what is used up.</summary>
    internal QuotaBreach? Take(string callerId, CallerScope scope)
    {
        var now = clock.GetUtcNow();
        return Find(callerId, now) is { } quota ? quota.Take(now, scope) : new QuotaBreach("callers with limits of their own at a time", options.Value.MaxBuckets, TimeSpan.FromMinutes(1));
    }

    /// <summary>Adds the model tokens of an exchange that has ended.</summary>
    internal void AddModelTokens(string callerId, long tokens)
    {
        var now = clock.GetUtcNow();
        Find(callerId, now)?.Add(now, 0, 0, tokens);
    }

    private CallerQuota? Find(string callerId, DateTimeOffset now)
    {
        if (_quotas.TryGetValue(callerId, out var known))
        {
            return known;
        }

        // Counting takes every lock of the dictionary, and is done for new callers only. Full of callers of today, it refuses more.
        if (_quotas.Count >= options.Value.MaxBuckets)
        {
            foreach (var pair in _quotas.Where(pair => pair.Value.IsOver(now)))
            {
                _quotas.TryRemove(pair);
            }

            if (_quotas.Count >= options.Value.MaxBuckets)
            {
                return null;
            }
        }

        return _quotas.GetOrAdd(callerId, Begin);
    }

    private CallerQuota Begin(string callerId)
    {
        var quota = new CallerQuota();
        if (_before.TryGetValue(callerId, out var before))
        {
            quota.Add(_readAt, before.InHour, before.Day.Requests, before.Day.ModelTokens);
        }

        return quota;
    }
}
