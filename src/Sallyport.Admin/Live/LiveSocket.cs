using System.Net.WebSockets;
using System.Text.Json;
using Sallyport.Controls.Audit;
using Sallyport.Core.Api;
using Sallyport.Core.Auditing;
using Sallyport.Core.Live;
using Sallyport.Core.Pipeline;
using Sallyport.Core.Proxies;

namespace Sallyport.Admin.Live;

/// <summary>
/// One watcher of the live feed. Exchanges are pushed in small groups; when there are more than the eye can follow, the rest is only
/// counted, and the counts are always exact.
/// </summary>
internal sealed class LiveSocket(WebSocket socket, LiveFeed feed, PipelineRunner runner, ProxyCatalog proxies, Func<CancellationToken, Task<bool>> mayWatch, TimeProvider clock)
{
    private const int TicksPerSecond = 4;
    private const int TicksPerSessionCheck = 20;
    private const int MostShownPerTick = 25;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>A reader that takes nothing for as long is gone, or keeps the watch alive past its session: the check waits behind the sending.</summary>
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly List<ExchangeView> _waiting = [];
    private readonly ProxyStates _proxies = new(proxies);
    private LiveCounts _counts;

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        using var watch = _proxies.Watch();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var tasks = new[] { CollectAsync(ending.Token), PushAsync(ending.Token), UntilClosedAsync(ending.Token) };
        try
        {
            await await Task.WhenAny(tasks);
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or TimeoutException)
        {
            // The browser went away; that is how every watch ends.
        }

        await ending.CancelAsync();
        // The first end was told above; the others are its consequence.
        await Task.WhenAll(tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task CollectAsync(CancellationToken cancellationToken)
    {
        await foreach (var entry in feed.WatchAsync(cancellationToken))
        {
            if (entry.Exchange is not { } figures)
            {
                continue;
            }

            lock (_gate)
            {
                _counts.Add(entry.Result, figures);
                if (_waiting.Count < MostShownPerTick)
                {
                    _waiting.Add(ExchangeView.Of(entry));
                }
            }
        }
    }

    private async Task PushAsync(CancellationToken cancellationToken)
    {
        await SendAsync(new { type = "hello", data = new { time = clock.GetUtcNow() } }, cancellationToken);
        using var timer = new PeriodicTimer(Interval, clock);
        for (var tick = 1; await timer.WaitForNextTickAsync(cancellationToken); tick++)
        {
            if (tick % TicksPerSessionCheck == 0 && !await mayWatch(cancellationToken))
            {
                // A watch must not outlive the session that opened it.
                await socket.CloseOutputAsync(WebSocketCloseStatus.PolicyViolation, "The session has ended.", cancellationToken);
                return;
            }

            foreach (var exchange in TakeWaiting())
            {
                await SendAsync(new { type = "exchange", data = exchange }, cancellationToken);
            }

            foreach (var (id, isRunning) in _proxies.TakeChanges())
            {
                await SendAsync(new { type = "proxy_status", data = new { id, running = isRunning } }, cancellationToken);
            }

            if (tick % TicksPerSecond == 0)
            {
                await SendAsync(new { type = "stats", data = TakeCounts() }, cancellationToken);
            }
        }
    }

    /// <summary>Reads until the browser closes; what it sends is ignored, there are no commands.</summary>
    private async Task UntilClosedAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[1024];
        while (socket.State == WebSocketState.Open)
        {
            var received = await socket.ReceiveAsync(buffer, cancellationToken);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
                return;
            }
        }
    }

    private List<ExchangeView> TakeWaiting()
    {
        lock (_gate)
        {
            List<ExchangeView> taken = [.. _waiting];
            _waiting.Clear();
            return taken;
        }
    }

    private object TakeCounts()
    {
        lock (_gate)
        {
            var counts = _counts;
            _counts = default;
            return new
            {
                requests_per_second = counts.Requests,
                blocked_per_second = counts.Blocked,
                errors_per_second = counts.Errors,
                tokens_per_second = counts.Tokens,
                cost_usd_per_second = counts.CostUsd,
                active_exchanges = runner.Active,
            };
        }
    }

    private async Task SendAsync<T>(T message, CancellationToken cancellationToken)
    {
        try
        {
            await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message, ApiJson.Options), WebSocketMessageType.Text, endOfMessage: true, cancellationToken)
                .WaitAsync(SendTimeout, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            socket.Abort();
            throw;
        }
    }
}
