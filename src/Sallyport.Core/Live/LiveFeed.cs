using System.Collections.Immutable;
using System.Threading.Channels;
using Sallyport.Core.Auditing;

namespace Sallyport.Core.Live;

/// <summary>
/// Hands every recorded exchange to whoever is watching. Nobody watching costs one read. A watcher that is too slow loses the
/// oldest entries, never the gateway's time.
/// </summary>
public sealed class LiveFeed
{
    private const int WatcherCapacity = 1024;

    private ImmutableArray<Channel<AuditEntry>> _watchers = [];

    /// <summary>Whether anybody watches.</summary>
    public bool IsWatched => !_watchers.IsEmpty;

    /// <summary>Shows an entry to the watchers.</summary>
    public void Publish(AuditEntry entry)
    {
        foreach (var watcher in _watchers)
        {
            watcher.Writer.TryWrite(entry);
        }
    }

    /// <summary>Watches until the token is cancelled.</summary>
    public async IAsyncEnumerable<AuditEntry> WatchAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<AuditEntry>(new BoundedChannelOptions(WatcherCapacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        ImmutableInterlocked.Update(ref _watchers, watchers => watchers.Add(channel));
        try
        {
            await foreach (var entry in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return entry;
            }
        }
        finally
        {
            ImmutableInterlocked.Update(ref _watchers, watchers => watchers.Remove(channel));
        }
    }
}
