using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Options;
using Sallyport.Core.Auditing;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Pipeline;
using Sallyport.Core.Proxies;

namespace Sallyport.Controls.Usage;

/// <summary>
/// Sums usage by minute, proxy, model, team and caller. The sums are stored by <see cref="UsageFlushService"/>; a killed
/// process loses at most the last interval of sums (the audit trail still has each exchange up to its own bound).
/// </summary>
public sealed class UsageRecorder(PriceTable prices, ProxyCatalog proxies, IOptions<UsageOptions> options) : IExchangeRecorder
{
    private const string Other = "(other)";

    private readonly int _maxCombinations = options.Value.MaxCombinations;
    private readonly ConcurrentDictionary<UsageKey, UsageTotals> _sums = new();

    /// <inheritdoc />
    public ValueTask RecordAsync(Exchange exchange)
    {
        var outcome = ExchangeOutcome.Of(exchange);
        if (exchange.Proxy is { } proxy)
        {
            proxies.Current.Find(proxy.Id)?.State.Count(outcome == ExchangeOutcome.Failed);
        }

        var usage = exchange.Usage;
        var model = usage is null ? "" : exchange.Operation?.Subject ?? "";
        var key = new UsageKey(
            exchange.StartedAt.UtcTicks - (exchange.StartedAt.UtcTicks % TimeSpan.TicksPerMinute),
            exchange.Proxy?.Id ?? "",
            model,
            exchange.Caller.TeamId ?? "",
            exchange.Caller.Id);
        var microseconds = (long)Stopwatch.GetElapsedTime(exchange.StartTimestamp).TotalMicroseconds;
        var cost = usage is null ? null : prices.Cost(model, usage);
        while (!FindOrAdd(key).TryAdd(outcome, exchange.Masked.Count > 0, microseconds, usage, cost))
        {
            // Taken between finding and adding: the next round finds its successor.
        }

        return default;
    }

    /// <summary>Takes the sums gathered since the last call.</summary>
    internal IReadOnlyList<UsageSample> Take()
    {
        var samples = new List<UsageSample>();
        foreach (var (key, _) in _sums)
        {
            if (_sums.TryRemove(key, out var totals))
            {
                samples.Add(totals.Close(key));
            }
        }

        return samples;
    }

    private UsageTotals FindOrAdd(UsageKey key)
    {
        if (_sums.TryGetValue(key, out var known))
        {
            return known;
        }

        // Model names come from callers: past the bound they share one sum instead of growing memory. Counting takes every lock of the
        // dictionary, so it is done for new keys only.
        var bounded = _sums.Count < _maxCombinations ? key : key with { Model = Other };
        return _sums.GetOrAdd(bounded, static _ => new UsageTotals());
    }
}
