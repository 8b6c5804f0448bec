namespace Sallyport.Core.Proxies;

/// <summary>
/// Holds a snapshot's current state and swaps it whole. Of reloads that overlap, the one begun last wins: it has read every
/// change committed before it began, so a slow earlier reload cannot bring old state back.
/// </summary>
/// <typeparam name="T">The immutable state.</typeparam>
/// <param name="initial">The state before the first reload.</param>
public sealed class SnapshotCell<T>(T initial)
    where T : class
{
    private readonly Lock _swap = new();
    private volatile T _current = initial;
    private long _lastBegun;
    private long _installed;

    /// <summary>The state in force.</summary>
    public T Current => _current;

    /// <summary>Builds a new state and swaps it in. When building throws, the old state stays.</summary>
    public async Task ReloadAsync(Func<CancellationToken, Task<T>> build, CancellationToken cancellationToken)
    {
        var begun = Interlocked.Increment(ref _lastBegun);
        var built = await build(cancellationToken);
        lock (_swap)
        {
            if (begun > _installed)
            {
                _installed = begun;
                _current = built;
            }
        }
    }
}
