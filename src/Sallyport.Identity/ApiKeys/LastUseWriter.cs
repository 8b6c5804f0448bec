using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Sallyport.Identity.ApiKeys;

/// <summary>Writes the last uses of API keys every 30 seconds and at the end, so that no request waits for the database.</summary>
public sealed partial class LastUseWriter(ApiKeyTable table, IApiKeyStore store, TimeProvider clock, ILogger<LastUseWriter> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync(cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await WriteAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The normal end.
        }
    }

    internal async Task WriteAsync(CancellationToken cancellationToken)
    {
        var used = new Dictionary<string, LastUse>(StringComparer.Ordinal);
        var uses = new List<KeyUse>();
        foreach (var entry in table.Entries)
        {
            if (entry.Use.TakeUnstored() is { } use)
            {
                used[entry.Key.Id] = use;
                uses.Add(entry.Use);
            }
        }

        if (used.Count == 0)
        {
            return;
        }

        try
        {
            await store.TouchAsync(used, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A background loop must not end because the database is away; the next round writes the same again.
            uses.ForEach(use => use.MarkUnstored());
            Log.LastUsesNotWritten(logger, used.Count, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2100, LogLevel.Warning, "The last uses of {Count} API keys could not be written; they are kept for the next round")]
        internal static partial void LastUsesNotWritten(ILogger logger, int count, Exception exception);
    }
}
