namespace Sallyport.Core.Proxies;

/// <summary>Reloads every snapshot in dependency order after a change, one reload at a time.</summary>
/// <param name="snapshots">In the order in which they build on each other.</param>
public sealed class SnapshotRefresher(IReadOnlyList<ISnapshot> snapshots) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <summary>Reloads. A snapshot that fails keeps its old state; the failure reaches the caller after the others were tried.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            List<Exception>? failures = null;
            foreach (var snapshot in snapshots)
            {
                try
                {
                    await snapshot.ReloadAsync(cancellationToken);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    (failures ??= []).Add(exception);
                }
            }

            if (failures is not null)
            {
                throw new AggregateException("Some of the configuration could not be reloaded; what was in force stays in force.", failures);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Releases the gate.</summary>
    public void Dispose() => _gate.Dispose();
}
