using Sallyport.Admin;
using Sallyport.Core.Health;
using Sallyport.Core.Proxies;
using Sallyport.Core.Settings;
using Sallyport.Identity.Users;

namespace Sallyport.Host;

/// <summary>
/// What happens between the store being ready and the first request: the first administrator, the snapshots, the proxies' ports. Afterwards
/// follows changes, also those of other processes on the same database. At the end, what happens before the server stops listening.
/// </summary>
internal sealed partial class GatewayStartup(
    AdminBootstrap bootstrap,
    SnapshotRefresher snapshots,
    ProxyCatalog proxies,
    IProxyListeners listeners,
    IChangeFeed changes,
    ILogger<GatewayStartup> logger) : BackgroundService, IHostedLifecycleService, IHealthReporter
{
    public string Name => "configuration";

    public bool IsHealthy { get; private set; }

    public string? Detail { get; private set; } = "not loaded yet";

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var password = await bootstrap.EnsureAsync(cancellationToken);
        if (password is not null)
        {
            AnnouncePassword(password);
        }

        await snapshots.RefreshAsync(cancellationToken);
        if (password is null && bootstrap.IsUnused)
        {
            Console.WriteLine($"  The one-time password of  {AdminBootstrap.UserName}  was printed by the first start and is still unused. Is it lost? Make another:  sallyport reset-password {AdminBootstrap.UserName}");
        }

        await listeners.ApplyAsync(proxies.Current.Entries, cancellationToken);
        SetHealth(null);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>
    /// The proxies stop before the server does: a held stream then ends with an error event in its provider's form and a record, where the
    /// server alone would cut its connection once its own time is over.
    /// </summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        SetHealth("the gateway is stopping");
        proxies.StopAll();
        await listeners.ApplyAsync(proxies.Current.Entries, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in changes.WatchAsync(stoppingToken))
        {
            try
            {
                await snapshots.RefreshAsync(stoppingToken);
                await listeners.ApplyAsync(proxies.Current.Entries, stoppingToken);
                SetHealth(null);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // What was in force stays in force; readiness says that it is old.
                Log.ReloadFailed(logger, exception);
                SetHealth("the configuration in force is older than the stored one");
            }
        }
    }

    /// <summary>To the console only, once: a log file would keep it.</summary>
    private static void AnnouncePassword(string password)
    {
        Console.WriteLine();
        Console.WriteLine("  First start. Sign in as  admin  with this one-time password; you will be asked to change it:");
        Console.WriteLine($"      {password}");
        Console.WriteLine();
    }

    private void SetHealth(string? fault)
    {
        Detail = fault;
        IsHealthy = fault is null;
    }

    private static partial class Log
    {
        [LoggerMessage(510, LogLevel.Error, "A configuration change could not be applied; the configuration in force stays")]
        internal static partial void ReloadFailed(ILogger logger, Exception exception);
    }
}
