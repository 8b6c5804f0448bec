using Sallyport.Core.Auditing;

namespace Sallyport.Storage.Writing;

/// <summary>
/// A change waiting for the writer. Its work answers whether the change applied; only then is its audit entries stored, in the
/// same transaction.
/// </summary>
internal sealed class WriteCommand(Func<DatabaseWork, Task<bool>>? work, IReadOnlyList<AuditEntry> audit, bool isConfigurationChange)
{
    private readonly TaskCompletionSource<bool> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _applied;
    private Exception? _fault;

    /// <summary>Whether it changes nothing and is only acknowledged, after everything queued before it is stored.</summary>
    public bool IsBarrier => work is null;

    /// <summary>What to record when it applies; nothing for figures that need no record, such as usage sums.</summary>
    public IReadOnlyList<AuditEntry> Audit => audit;

    /// <summary>Ends after the transaction did: with the work's answer, or its exception.</summary>
    public Task<bool> Completion => _completion.Task;

    /// <summary>Whether it applied and snapshots built from the stores are now out of date.</summary>
    public bool OutdatesSnapshots => _applied && isConfigurationChange;

    /// <summary>A command that waits for those before it.</summary>
    public static WriteCommand Barrier() => new(null, [], isConfigurationChange: false);

    /// <summary>
    /// Runs the work between savepoints, so that a failing command leaves the others of its batch alone. Throws only when the
    /// transaction itself is lost.
    /// </summary>
    public async Task<bool> ApplyAsync(IWriteSession session, CancellationToken cancellationToken)
    {
        (_applied, _fault) = (false, null);
        if (work is null)
        {
            return false;
        }

        await session.SaveAsync(cancellationToken);
        try
        {
            _applied = await work(session.Work);
        }
        catch (Exception exception)
        {
            _fault = exception;
        }

        if (_applied)
        {
            await session.ReleaseAsync(cancellationToken);
            return true;
        }

        await session.RollBackToSaveAsync(cancellationToken);
        return false;
    }

    /// <summary>The transaction is stored: tells the caller.</summary>
    public void Complete()
    {
        if (_fault is not null)
        {
            _completion.TrySetException(_fault);
            return;
        }

        _completion.TrySetResult(_applied);
    }

    /// <summary>The transaction is lost: tells the caller.</summary>
    public void Fail(Exception exception) => _completion.TrySetException(exception);
}
