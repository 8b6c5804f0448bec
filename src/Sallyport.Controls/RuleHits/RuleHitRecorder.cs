using Sallyport.Core.Exchanges;
using Sallyport.Core.Pipeline;

namespace Sallyport.Controls.RuleHits;

/// <summary>
/// Sums what rules found, by hour, rule and proxy, after the answer has gone out. An exchange without findings costs one comparison. The sums
/// are stored by <see cref="RuleHitLog"/>; a killed process loses the last interval of them, never the exchanges' own records.
/// </summary>
public sealed class RuleHitRecorder : IExchangeRecorder
{
    private readonly Lock _lock = new();
    private Dictionary<RuleHitKey, RuleHitTotals> _sums = [];

    /// <inheritdoc />
    public ValueTask RecordAsync(Exchange exchange)
    {
        if (exchange.Findings.Count > 0)
        {
            Add(exchange);
        }

        return default;
    }

    /// <summary>Takes the sums gathered since the last call.</summary>
    internal IReadOnlyList<RuleHitSample> Take()
    {
        Dictionary<RuleHitKey, RuleHitTotals> taken;
        lock (_lock)
        {
            (taken, _sums) = (_sums, []);
        }

        return [.. taken.Select(pair => pair.Value.ToSample(pair.Key))];
    }

    private void Add(Exchange exchange)
    {
        var hour = exchange.StartedAt.UtcTicks - (exchange.StartedAt.UtcTicks % TimeSpan.TicksPerHour);
        var decisive = exchange.Denial?.RuleId;
        lock (_lock)
        {
            foreach (var finding in exchange.Findings)
            {
                var key = new RuleHitKey(hour, finding.RuleId, exchange.Proxy?.Id ?? "");
                if (!_sums.TryGetValue(key, out var totals))
                {
                    _sums[key] = totals = new RuleHitTotals();
                }

                totals.Add(exchange, finding.RuleId == decisive);
            }
        }
    }
}
