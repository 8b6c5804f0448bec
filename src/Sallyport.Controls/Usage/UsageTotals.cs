using Sallyport.Core.Auditing;
using Sallyport.Core.Exchanges;

namespace Sallyport.Controls.Usage;

/// <summary>A running sum; guarded by its own lock. Once closed it takes no more, so that nothing is added to a sum that was already stored.</summary>
internal sealed class UsageTotals
{
    private readonly Lock _gate = new();
    private long _requests;
    private long _blocked;
    private long _denied;
    private long _failed;
    private long _masked;
    private long _microseconds;
    private long _input;
    private long _output;
    private decimal _cost;
    private bool _isClosed;

    /// <summary>Adds one exchange. False when the sum is closed.</summary>
    internal bool TryAdd(string outcome, bool isMasked, long microseconds, TokenUsage? usage, decimal? cost)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return false;
            }

            _requests++;
            _blocked += outcome == ExchangeOutcome.Blocked ? 1 : 0;
            _denied += outcome == ExchangeOutcome.Denied ? 1 : 0;
            _failed += outcome == ExchangeOutcome.Failed ? 1 : 0;
            _masked += isMasked ? 1 : 0;
            _microseconds += microseconds;
            _input += usage?.InputTokens ?? 0;
            _output += usage?.OutputTokens ?? 0;
            _cost += cost ?? 0;
            return true;
        }
    }

    /// <summary>Ends the sum and gives what it came to.</summary>
    internal UsageSample Close(UsageKey key)
    {
        lock (_gate)
        {
            _isClosed = true;
            return new UsageSample
            {
                Minute = new DateTimeOffset(key.MinuteTicks, TimeSpan.Zero),
                ProxyId = key.ProxyId,
                Model = key.Model,
                TeamId = key.TeamId,
                CallerId = key.CallerId,
                Requests = _requests,
                Blocked = _blocked,
                Denied = _denied,
                Failed = _failed,
                Masked = _masked,
                DurationMicroseconds = _microseconds,
                InputTokens = _input,
                OutputTokens = _output,
                CostUsd = _cost,
            };
        }
    }
}
