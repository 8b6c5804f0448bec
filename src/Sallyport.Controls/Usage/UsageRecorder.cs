using System.Collections.Concurrent;
using System.Diagnostics;
using Sallyport.Core.Auditing;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Pipeline;
using Sallyport.Core.Proxies;

namespace Sallyport.Controls.Usage;

/// <summary>
/// Sums usage by minute, proxy, model, team and caller. The sums are stored every second by <see cref="UsageFlushService"/>; a
/// killed process loses at most the last second of sums (the audit trail still has each exchange up to its own bound).
/// </summary>
public sealed class UsageRecorder(PriceTable prices, ProxyCatalog proxies) : IExchangeRecorder
{
    private const int MaxCombinations = 20_000;
    private const string Other = "(other)";

    private ConcurrentDictionary<UsageKey, UsageTotals> _sums = new();

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
        var sums = Volatile.Read(ref _sums);
        if (sums.Count >= MaxCombinations)
        {
            // Model names come from callers: past the bound they share one sum instead of growing memory.
            key = key with { Model = Other };
        }

        sums.GetOrAdd(key, static _ => new UsageTotals()).Add(
            outcome,
            exchange.Masked.Count > 0,
            (long)Stopwatch.GetElapsedTime(exchange.StartTimestamp).TotalMicroseconds,
            usage,
            usage is null ? null : prices.Cost(model, usage));
        return default;
    }

    /// <summary>Takes the sums gathered since the last call.</summary>
    internal IReadOnlyList<UsageSample> Take()
    {
        if (Volatile.Read(ref _sums).IsEmpty)
        {
            return [];
        }

        var taken = Interlocked.Exchange(ref _sums, new ConcurrentDictionary<UsageKey, UsageTotals>());
        return [.. taken.Select(sum => sum.Value.ToSample(sum.Key))];
    }
}
