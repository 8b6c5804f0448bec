using Sallyport.Core.Exchanges;

namespace Sallyport.Controls.RuleHits;

/// <summary>One sum while it grows. The recorder's lock guards it.</summary>
internal sealed class RuleHitTotals
{
    private string? _lastExchange;
    private long _hits;
    private long _exchanges;
    private long _blocked;
    private DateTimeOffset _lastAt;

    internal void Add(Exchange exchange, bool isDecisive)
    {
        _hits++;
        if (_lastExchange != exchange.Id)
        {
            // All findings of an exchange come one after the other.
            _lastExchange = exchange.Id;
            _exchanges++;
            _blocked += isDecisive ? 1 : 0;
        }

        _lastAt = exchange.StartedAt > _lastAt ? exchange.StartedAt : _lastAt;
    }

    internal RuleHitSample ToSample(RuleHitKey key) => new()
    {
        Hour = new DateTimeOffset(key.HourTicks, TimeSpan.Zero),
        RuleId = key.RuleId,
        ProxyId = key.ProxyId,
        Hits = _hits,
        Exchanges = _exchanges,
        Blocked = _blocked,
        LastAt = _lastAt,
    };
}
