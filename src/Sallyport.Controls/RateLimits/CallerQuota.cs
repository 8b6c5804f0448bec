using Sallyport.Core.Exchanges;

namespace Sallyport.Controls.RateLimits;

/// <summary>What one caller has used of its hour and day; guarded by its own lock.</summary>
internal sealed class CallerQuota
{
    private readonly Lock _gate = new();
    private long _hour;
    private long _day;
    private long _inHour;
    private long _inDay;
    private long _modelTokens;

    /// <summary>Takes one request, or says which limit is used up and when it begins anew.</summary>
    internal QuotaBreach? Take(DateTimeOffset now, CallerScope scope)
    {
        lock (_gate)
        {
            Turn(now);
            if (scope.RequestsPerDay is { } perDay && _inDay >= perDay)
            {
                return new QuotaBreach("requests a day", perDay, NextDay(now));
            }

            if (scope.ModelTokensPerDay is { } tokens && _modelTokens >= tokens)
            {
                return new QuotaBreach("model tokens a day", tokens, NextDay(now));
            }

            if (scope.RequestsPerHour is { } perHour && _inHour >= perHour)
            {
                return new QuotaBreach("requests an hour", perHour, TimeSpan.FromTicks(TimeSpan.TicksPerHour - (now.UtcTicks % TimeSpan.TicksPerHour)));
            }

            _inHour++;
            _inDay++;
            return null;
        }
    }

    /// <summary>Adds what was used without a request of this process's own.</summary>
    internal void Add(DateTimeOffset now, long inHour, long inDay, long modelTokens)
    {
        lock (_gate)
        {
            Turn(now);
            _inHour += inHour;
            _inDay += inDay;
            _modelTokens += modelTokens;
        }
    }

    /// <summary>Whether nothing of it counts any more.</summary>
    internal bool IsOver(DateTimeOffset now)
    {
        lock (_gate)
        {
            return now.UtcTicks / TimeSpan.TicksPerDay > _day;
        }
    }

    private static TimeSpan NextDay(DateTimeOffset now) => TimeSpan.FromTicks(TimeSpan.TicksPerDay - (now.UtcTicks % TimeSpan.TicksPerDay));

    private void Turn(DateTimeOffset now)
    {
        var (hour, day) = (now.UtcTicks / TimeSpan.TicksPerHour, now.UtcTicks / TimeSpan.TicksPerDay);
        (_inHour, _hour) = hour > _hour ? (0, hour) : (_inHour, _hour);
        (_inDay, _modelTokens, _day) = day > _day ? (0, 0, day) : (_inDay, _modelTokens, _day);
    }
}
