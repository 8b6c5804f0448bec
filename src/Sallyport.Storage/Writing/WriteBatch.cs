using Sallyport.Core.Auditing;
using Sallyport.Storage.Auditing;

namespace Sallyport.Storage.Writing;

/// <summary>
/// What goes into one transaction. Commands run first, each between savepoints; then all records are chained and stored in the
/// order in which they were queued.
/// </summary>
internal sealed class WriteBatch(TimeProvider clock)
{
    private readonly List<WriteItem> _items = new(DatabaseWriter.BatchSize);
    private readonly List<AuditEntry> _records = new(DatabaseWriter.BatchSize);
    private ChainHead? _uncertainEnd;
    private ChainHead? _lastEnd;
    private long _openDay;

    /// <summary>Items in the batch.</summary>
    public int Count => _items.Count;

    /// <summary>Audit entries among them.</summary>
    public int EntryCount => _items.Count(static item => item.Entry is not null);

    /// <summary>Whether the records that were stored last had gone when this batch was stored: somebody cut the trail behind the gateway's back.</summary>
    public bool FoundTrailCut { get; private set; }

    /// <summary>Adds an item.</summary>
    public void Add(WriteItem item) => _items.Add(item);

    /// <summary>
    /// Stores the batch. Returns the chain's end when configuration changed, otherwise null. Throws when the database fails;
    /// then nothing was stored, or (a commit whose answer was lost) the next attempt finds out.
    /// </summary>
    public async Task<long?> StoreAsync(IWriteSession session, CancellationToken cancellationToken)
    {
        if (_uncertainEnd is { } uncertain)
        {
            var isStored = await session.HasStoredAsync(uncertain, cancellationToken);
            _uncertainEnd = null;
            if (isStored)
            {
                _lastEnd = uncertain;
                return null;
            }
        }

        if (_items.TrueForAll(static item => item.Command is { IsBarrier: true }))
        {
            return null;
        }

        var head = await session.BeginAsync(_items.Exists(static item => item.Command is { Audit.Count: > 0 }), cancellationToken);
        var today = DayRow.NumberOf(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        if (today != _openDay)
        {
            await DayBorder.CrossAsync(session.Work, today);
        }

        var outdatesSnapshots = await ApplyAsync(session, cancellationToken);
        await CheckTrailAsync(session, head, cancellationToken);
        var end = _records.Count == 0 ? head : await session.AppendAsync(_records, head, cancellationToken);
        if (outdatesSnapshots)
        {
            await session.AnnounceAsync(end.Sequence, cancellationToken);
        }

        _uncertainEnd = _records.Count == 0 ? null : end;
        await session.CommitAsync(cancellationToken);
        _uncertainEnd = null;
        (_lastEnd, _openDay) = (end, today);
        return outdatesSnapshots ? end.Sequence : null;
    }

    /// <summary>The batch is stored: answers the commands and empties the batch.</summary>
    public void Complete()
    {
        foreach (var item in _items)
        {
            item.Command?.Complete();
        }

        _items.Clear();
    }

    /// <summary>The database failed: answers the commands and keeps the entries for the next attempt.</summary>
    public void FailCommands(Exception exception, bool includeBarriers)
    {
        for (var i = _items.Count - 1; i >= 0; i--)
        {
            if (_items[i].Command is { } command && (includeBarriers || !command.IsBarrier))
            {
                command.Fail(new StorageUnavailableException(
                    "The database did not take the change. Try again when storage is healthy (see the log, or the doctor verb).", exception));
                _items.RemoveAt(i);
            }
        }

        // The question whether this batch was stored must never be asked for another one.
        if (EntryCount == 0)
        {
            _uncertainEnd = null;
        }
    }

    /// <summary>
    /// Another gateway may have moved the end on, but what this one stored must still be there. Costs nothing while this gateway is the only
    /// writer. The record of the cut stands in the trail that goes on from it.
    /// </summary>
    private async Task CheckTrailAsync(IWriteSession session, ChainHead head, CancellationToken cancellationToken)
    {
        FoundTrailCut = _lastEnd is { Sequence: > 0 } last
            && !(last.Sequence == head.Sequence && last.Hash.AsSpan().SequenceEqual(head.Hash))
            && !await session.HasStoredAsync(last, cancellationToken);
        if (FoundTrailCut && _lastEnd is { } lost)
        {
            _records.Add(RequestActor.System.Entry(clock.GetUtcNow(), "audit.trail.cut", "audit", "trail", "trail") with
            {
                Result = "failure",
                Details = AuditDetails.Of(new { lost = $"{lost.Sequence}:{Convert.ToHexStringLower(lost.Hash)}", found = $"{head.Sequence}:{Convert.ToHexStringLower(head.Hash)}" }),
            });
        }
    }

    private async Task<bool> ApplyAsync(IWriteSession session, CancellationToken cancellationToken)
    {
        _records.Clear();
        var outdatesSnapshots = false;
        foreach (var item in _items)
        {
            if (item.Entry is { } entry)
            {
                _records.Add(entry);
            }
            else if (item.Command is { } command && await command.ApplyAsync(session, cancellationToken))
            {
                outdatesSnapshots |= command.OutdatesSnapshots;
                _records.AddRange(command.Audit);
            }
        }

        return outdatesSnapshots;
    }
}
