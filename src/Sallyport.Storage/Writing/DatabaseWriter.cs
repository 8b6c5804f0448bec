using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sallyport.Controls.Audit;
using Sallyport.Core.Auditing;
using Sallyport.Core.Health;
using Sallyport.Storage.Changes;
using Sallyport.Storage.Databases;
using Sallyport.Storage.Migrations;

namespace Sallyport.Storage.Writing;

/// <summary>
/// The one task that writes. Everything passes its bounded queue: audit entries, gathered to batches, and management commands,
/// which end the gathering at once and are acknowledged after their commit.
/// </summary>
/// <remarks>
/// While the database fails, entries stay queued and are tried again; when the queue is full, appending waits: traffic slows
/// down rather than going unrecorded. Commands fail at once, so that an administrator is not left waiting.
/// </remarks>
internal sealed partial class DatabaseWriter(
    IDatabase database, DatabaseMigrator migrator, ChangeFeed feed, TimeProvider clock, IOptions<AuditOptions> options, ILogger<DatabaseWriter> logger)
    : IAuditLog, IHostedService, IHealthReporter, IAsyncDisposable
{
    /// <summary>Items of one transaction at most.</summary>
    public const int BatchSize = 500;

    /// <summary>How long a stopping gateway waits for the last entries to be stored, however long everything before it took.</summary>
    public static readonly TimeSpan StopTime = TimeSpan.FromSeconds(30);

    /// <summary>Rounds without an entry until the writer sleeps.</summary>
    private const int RoundsUntilSleep = 20;

    private readonly TimeSpan _gatherTime = options.Value.FlushInterval;
    private readonly Channel<WriteItem> _queue = Channel.CreateBounded<WriteItem>(
        new BoundedChannelOptions(options.Value.QueueEntries) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly SemaphoreSlim _hurry = new(0);
    private readonly CancellationTokenSource _abandon = new();
    private readonly WriteBatch _batch = new(clock);
    private IWriteSession? _session;
    private Task _loop = Task.CompletedTask;
    private int _isHurried;
    private int _isDisposed;
    private volatile bool _isGathering;
    private volatile string? _fault;

    /// <inheritdoc />
    public string Name => "storage";

    /// <inheritdoc />
    public bool IsHealthy => _fault is null;

    /// <inheritdoc />
    public string? Detail => _fault;

    /// <inheritdoc />
    public ValueTask AppendAsync(AuditEntry entry)
    {
        var item = new WriteItem(entry, null);
        if (!_queue.Writer.TryWrite(item))
        {
            Hurry();
            return _queue.Writer.WriteAsync(item);
        }

        if (_isGathering && _queue.Reader.Count >= BatchSize)
        {
            Hurry();
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public Task FlushAsync(CancellationToken cancellationToken) => EnqueueAsync(WriteCommand.Barrier(), cancellationToken);

    /// <summary>
    /// Runs a change and stores its audit entry in one transaction; ends after the commit. The answer is the work's: false means
    /// that nothing was changed or recorded. Throws <see cref="StorageUnavailableException"/> when the database fails.
    /// Cancelling ends the waiting, not the change.
    /// </summary>
    public Task<bool> ExecuteAsync(
        Func<DatabaseWork, Task<bool>> work, AuditEntry audit, bool isConfigurationChange, CancellationToken cancellationToken) =>
        ExecuteAsync(work, [audit], isConfigurationChange, cancellationToken);

    /// <summary>The same for a change that is recorded by several entries, or by none.</summary>
    public Task<bool> ExecuteAsync(
        Func<DatabaseWork, Task<bool>> work, IReadOnlyList<AuditEntry> audit, bool isConfigurationChange, CancellationToken cancellationToken) =>
        EnqueueAsync(new WriteCommand(work, audit, isConfigurationChange), cancellationToken);

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await migrator.MigrateAsync(cancellationToken);
        _session = await database.OpenWriterAsync(cancellationToken);
        _loop = Task.Run(RunAsync, CancellationToken.None);
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        Hurry();
        try
        {
            // Not until the host's token: a connection that lingers may have used up the time of all, and what is queued would be lost.
            await _loop.WaitAsync(StopTime, clock, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            Log.Abandoned(logger, _queue.Reader.Count);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        // The container disposes once for each registration.
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
        {
            return;
        }

        // The loop ends between batches: a transaction that was begun is finished or rolled back, never left half done.
        _queue.Writer.TryComplete();
        await _abandon.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await DropSessionAsync();
        FailQueuedCommands();
        _abandon.Dispose();
        _hurry.Dispose();
    }

    private async Task<bool> EnqueueAsync(WriteCommand command, CancellationToken cancellationToken)
    {
        await _queue.Writer.WriteAsync(new WriteItem(null, command), cancellationToken);
        Hurry();
        return await command.Completion.WaitAsync(cancellationToken);
    }

    private async Task RunAsync()
    {
        while (await HasWorkAsync())
        {
            while (_batch.Count < BatchSize && _queue.Reader.TryRead(out var item))
            {
                _batch.Add(item);
            }

            await StoreAsync();
        }
    }

    /// <summary>
    /// Waits for entries; false at the end. While traffic flows it looks by the clock: an entry is queued at the very end of an exchange, and
    /// waking the writer there took the processor from the next request.
    /// </summary>
    private async Task<bool> HasWorkAsync()
    {
        for (var round = 0; !_abandon.IsCancellationRequested && !_queue.Reader.Completion.IsCompleted; round++)
        {
            if (round >= RoundsUntilSleep && !await _queue.Reader.WaitToReadAsync(_abandon.Token))
            {
                return false;
            }

            await GatherAsync();
            if (_queue.Reader.Count > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Lets entries come together. Waking for each entry would cost more than storing it; a command, a full batch or the end
    /// of the queue cuts the waiting short.
    /// </summary>
    private async Task GatherAsync()
    {
        _isGathering = true;
        if (_queue.Reader.Count < BatchSize && !_queue.Reader.Completion.IsCompleted)
        {
            await _hurry.WaitAsync(_gatherTime, _abandon.Token);
        }

        _isGathering = false;
        Interlocked.Exchange(ref _isHurried, 0);
    }

    private void Hurry()
    {
        if (Interlocked.Exchange(ref _isHurried, 1) == 0)
        {
            _hurry.Release();
        }
    }

    private async Task StoreAsync()
    {
        for (var attempt = 0; _batch.Count > 0; attempt++)
        {
            try
            {
                _session ??= await database.OpenWriterAsync(_abandon.Token);
                var changed = await _batch.StoreAsync(_session, _abandon.Token);

                if (_batch.FoundTrailCut)
                {
                    Log.TrailCut(logger, database.Location);
                }

                // After a failure it is not known which change was stored with its answer lost, so everything is read again.
                if (changed is not null || _fault is not null)
                {
                    feed.Publish(changed ?? 0);
                }

                _fault = null;

                _batch.Complete();
            }
            catch (Exception exception) when (!_abandon.IsCancellationRequested)
            {
                await RecoverAsync(exception, attempt);
            }
        }
    }

    private async Task RecoverAsync(Exception exception, int attempt)
    {
        _fault = "the database takes no writes: " + exception.GetType().Name;
        Log.Failed(logger, exception, database.Location, _batch.EntryCount, attempt);
        _batch.FailCommands(exception, includeBarriers: false);
        await DropSessionAsync();
        if (_batch.Count > 0)
        {
            var delay = TimeSpan.FromMilliseconds(Math.Min(100 << Math.Min(attempt, 6), 5000));
            await Task.Delay(delay, clock, _abandon.Token);
        }
    }

    private void FailQueuedCommands()
    {
        var stopped = new OperationCanceledException("The gateway is stopping.");
        _batch.FailCommands(stopped, includeBarriers: true);
        while (_queue.Reader.TryRead(out var item))
        {
            item.Command?.Fail(stopped);
        }
    }

    private async Task DropSessionAsync()
    {
        if (_session is { } session)
        {
            _session = null;
            await session.DisposeAsync();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(5012, LogLevel.Critical, "Audit records that were stored in {Location} are gone: the trail was cut or the database replaced while the gateway ran")]
        public static partial void TrailCut(ILogger logger, string location);

        [LoggerMessage(5010, LogLevel.Error, "Storing {Entries} audit entries in {Location} failed (attempt {Attempt}); trying again")]
        public static partial void Failed(ILogger logger, Exception exception, string location, int entries, int attempt);

        [LoggerMessage(5011, LogLevel.Critical, "Stopped before all queued audit entries could be stored: {Entries} and the batch at work")]
        public static partial void Abandoned(ILogger logger, int entries);
    }
}
