namespace Sallyport.Core.Limits;

/// <summary>
/// Bounds costly work: so many at a time, and so many that wait for their turn. A queue without end is memory and time that whoever fills it
/// takes from all others; beyond the bound there is no place, and the caller is told to come again.
/// </summary>
/// <param name="running">How many work at a time.</param>
/// <param name="waiting">How many more may wait.</param>
public sealed class WorkLimit(int running, int waiting) : IDisposable
{
    private readonly SemaphoreSlim _turns = new(running);
    private int _taken;

    /// <summary>Takes a place; null when all are taken. Whoever has one disposes it.</summary>
    public WorkPlace? TryJoin()
    {
        if (Interlocked.Increment(ref _taken) <= running + waiting)
        {
            return new WorkPlace(this);
        }

        Interlocked.Decrement(ref _taken);
        return null;
    }

    /// <summary>Takes a place beyond the bound, for work that must not be refused and that strangers cannot ask for.</summary>
    public WorkPlace Join()
    {
        Interlocked.Increment(ref _taken);
        return new WorkPlace(this);
    }

    /// <inheritdoc />
    public void Dispose() => _turns.Dispose();

    internal Task WaitAsync(CancellationToken cancellationToken) => _turns.WaitAsync(cancellationToken);

    internal void Leave(bool hadTurn)
    {
        if (hadTurn)
        {
            _turns.Release();
        }

        Interlocked.Decrement(ref _taken);
    }
}
