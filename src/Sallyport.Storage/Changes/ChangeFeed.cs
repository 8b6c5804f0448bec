using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Sallyport.Core.Settings;

namespace Sallyport.Storage.Changes;

/// <summary>Passes committed changes on to those who watch. Each watcher has room for one news: the latest says all.</summary>
internal sealed class ChangeFeed : IChangeFeed
{
    private readonly Lock _gate = new();
    private List<Channel<long>> _watchers = [];

    /// <inheritdoc />
    public IAsyncEnumerable<long> WatchAsync(CancellationToken cancellationToken)
    {
        // Joined here and not at the first step of the iteration, so that no change between the two is missed.
        var watcher = Channel.CreateBounded<long>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_gate)
        {
            _watchers = [.. _watchers, watcher];
        }

        return ReadAsync(watcher, cancellationToken);
    }

    /// <summary>Tells all watchers.</summary>
    public void Publish(long sequence)
    {
        foreach (var watcher in Volatile.Read(ref _watchers))
        {
            watcher.Writer.TryWrite(sequence);
        }
    }

    private async IAsyncEnumerable<long> ReadAsync(Channel<long> watcher, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var sequence in watcher.Reader.ReadAllAsync(cancellationToken))
            {
                yield return sequence;
            }
        }
        finally
        {
            lock (_gate)
            {
                _watchers = [.. _watchers.Where(other => other != watcher)];
            }
        }
    }
}
