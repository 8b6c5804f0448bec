using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sallyport.Controls.Usage;

namespace Sallyport.Controls.RuleHits;

/// <summary>Stores the sums of what rules found: at the interval at which usage is stored, when somebody asks for them, and when the gateway stops.</summary>
public sealed partial class RuleHitLog(
    RuleHitRecorder recorder, IRuleHitStore store, TimeProvider clock, IOptions<UsageOptions> options, ILogger<RuleHitLog> logger) : BackgroundService
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private IReadOnlyList<RuleHitSample> _pending = [];

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushAsync(cancellationToken);
        // The first may have stored what an earlier failure left over.
        await FlushAsync(cancellationToken);
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        base.Dispose();
        _turn.Dispose();
    }

    /// <summary>Stores what was gathered so far. What cannot be stored is kept and tried again.</summary>
    internal async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            _pending = _pending.Count == 0 ? recorder.Take() : _pending;
            if (_pending.Count > 0)
            {
                // Not cancelled half-way: a store that went through unseen would be added a second time.
                await store.AddAsync(_pending, CancellationToken.None);
                _pending = [];
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.StoreFailed(logger, _pending.Count, exception);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.FlushInterval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await FlushAsync(CancellationToken.None);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(210, LogLevel.Warning, "{Count} sums of rule hits could not be stored; trying again")]
        internal static partial void StoreFailed(ILogger logger, int count, Exception exception);
    }
}
