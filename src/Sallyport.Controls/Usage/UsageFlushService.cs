using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Sallyport.Controls.Usage;

/// <summary>Stores the usage sums at each interval, and once more when the gateway stops.</summary>
internal sealed partial class UsageFlushService(
    UsageRecorder recorder, IUsageStore store, TimeProvider clock, IOptions<UsageOptions> options, ILogger<UsageFlushService> logger) : BackgroundService
{
    private IReadOnlyList<UsageSample> _pending = [];

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushAsync(cancellationToken);
        // The first may have stored what an earlier failure left over.
        await FlushAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.FlushInterval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            // Not cancelled half-way: a store that went through unseen would be added a second time by the last flush.
            await FlushAsync(CancellationToken.None);
        }
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        // What could not be stored is kept and tried again together with the next interval's sums; only then are new sums taken.
        if (_pending.Count == 0)
        {
            _pending = recorder.Take();
        }

        if (_pending.Count == 0)
        {
            return;
        }

        try
        {
            await store.AddAsync(_pending, cancellationToken);
            _pending = [];
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.StoreFailed(logger, _pending.Count, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(300, LogLevel.Warning, "{Count} usage sums could not be stored; trying again")]
        internal static partial void StoreFailed(ILogger logger, int count, Exception exception);
    }
}
