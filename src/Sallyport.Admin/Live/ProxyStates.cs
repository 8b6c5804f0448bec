using Sallyport.Core.Proxies;

namespace Sallyport.Admin.Live;

/// <summary>
/// The run states that one watcher was told. A change only raises a flag, on whatever thread it happens; the difference is found where the
/// watcher is written to. So nothing waits for a slow watcher, and a proxy that was stopped and started in between is not told at all.
/// </summary>
internal sealed class ProxyStates(ProxyCatalog catalog)
{
    private readonly Dictionary<string, bool> _told = new(StringComparer.Ordinal);
    private int _isChanged = 1;

    /// <summary>Follows the catalog until disposed.</summary>
    internal IDisposable Watch()
    {
        catalog.Changed += OnChanged;
        return new Ending(() => catalog.Changed -= OnChanged);
    }

    /// <summary>What the watcher does not know yet: at first, every proxy's state.</summary>
    internal IReadOnlyList<(string Id, bool IsRunning)> TakeChanges()
    {
        if (Interlocked.Exchange(ref _isChanged, 0) == 0)
        {
            return [];
        }

        var changes = catalog.Current.Entries.Select(entry => (entry.Config.Id, entry.State.IsRunning))
            .Where(now => !_told.TryGetValue(now.Id, out var was) || was != now.IsRunning).ToList();
        foreach (var (id, isRunning) in changes)
        {
            _told[id] = isRunning;
        }

        return changes;
    }

    private void OnChanged(ProxyEntry? entry) => Interlocked.Exchange(ref _isChanged, 1);

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
