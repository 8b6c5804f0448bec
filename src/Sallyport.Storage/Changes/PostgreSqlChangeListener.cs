using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Sallyport.Storage.Databases;

namespace Sallyport.Storage.Changes;

/// <summary>
/// Listens for changes other gateways made on the same PostgreSQL database (NOTIFY arrives after the commit). After a lost
/// connection it reports a change of unknown number, because one may have been missed.
/// </summary>
internal sealed partial class PostgreSqlChangeListener(IDatabase database, ChangeFeed feed, TimeProvider clock, ILogger<PostgreSqlChangeListener> logger)
    : BackgroundService
{
    /// <summary>The notification channel.</summary>
    public const string Channel = "sallyport_change";

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(2);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // SQLite has one gateway, which knows its own changes.
        while (database is PostgreSqlDatabase server && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(server, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                Log.Lost(logger, exception, database.Location);
                await Task.Delay(RetryDelay, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(PostgreSqlDatabase server, CancellationToken cancellationToken)
    {
        await using var connection = await server.OpenListenerAsync(cancellationToken);
        connection.Notification += (_, notification) => OnNotification(notification.Payload, server.Origin);
        await using (var command = new NpgsqlCommand($"LISTEN {Channel}", connection))
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        // Changes made before this connection listened were announced to nobody here.
        feed.Publish(0);
        while (true)
        {
            await connection.WaitAsync(cancellationToken);
        }
    }

    private void OnNotification(string payload, string ownOrigin)
    {
        var separator = payload.IndexOf(':', StringComparison.Ordinal);
        if (separator < 0 || payload.AsSpan(0, separator).SequenceEqual(ownOrigin))
        {
            return;
        }

        feed.Publish(long.TryParse(payload.AsSpan(separator + 1), CultureInfo.InvariantCulture, out var sequence) ? sequence : 0);
    }

    private static partial class Log
    {
        [LoggerMessage(5020, LogLevel.Warning, "Lost the connection that listens for changes of other gateways on {Location}; trying again")]
        public static partial void Lost(ILogger logger, Exception exception, string location);
    }
}
