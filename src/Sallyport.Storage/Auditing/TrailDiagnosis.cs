using Sallyport.Controls.Audit;

namespace Sallyport.Storage.Auditing;

/// <summary>
/// Tells altered from moved and inserted records: the record that belongs to the first bad place is looked for in the rest of the trail. Each
/// record's hash depends on its contents, its number and the record before it, so only the right one fits.
/// </summary>
internal sealed class TrailDiagnosis(ITrail trail, long recordedEnd)
{
    private readonly AuditRecord _record = new();

    /// <summary>The fault at its first record, with the kind that fits it best. <paramref name="previous"/> is the hash before that record.</summary>
    public async Task<TrailFault> ExplainAsync(TrailFault fault, byte[] previous, CancellationToken cancellationToken)
    {
        if (fault.Kind == AuditFaultKind.Inserted)
        {
            return fault;
        }

        var (there, moved) = await FindAsync(fault.Sequence, previous, cancellationToken);
        if (moved is null)
        {
            return fault.Kind == AuditFaultKind.Altered && fault.Sequence > recordedEnd
                ? new TrailFault(fault.Sequence, AuditFaultKind.Inserted, $"the record stands behind the recorded end {recordedEnd}")
                : fault;
        }

        return there is not null && !await BelongsAtAsync(there, moved, cancellationToken)
            ? new TrailFault(fault.Sequence, AuditFaultKind.Inserted, $"the gateway never stored this record; the one that belongs here stands at {moved.Sequence}")
            : new TrailFault(fault.Sequence, AuditFaultKind.Reordered, $"the record that belongs here stands at {moved.Sequence}");
    }

    /// <summary>The record at the bad place, and the one that belongs there.</summary>
    private async Task<(TrailRecord? There, TrailRecord? Moved)> FindAsync(long sequence, byte[] previous, CancellationToken cancellationToken)
    {
        TrailRecord? there = null;
        await foreach (var record in trail.ReadFromAsync(sequence, cancellationToken))
        {
            if (record.Sequence == sequence)
            {
                there = record;
            }
            else if (Fits(record, sequence, previous, record.Hash, there?.Hash))
            {
                return (there, record);
            }
        }

        return (there, null);
    }

    /// <summary>Whether the record at the bad place belongs where the other one was found, behind whichever record now stands anywhere.</summary>
    private async Task<bool> BelongsAtAsync(TrailRecord there, TrailRecord moved, CancellationToken cancellationToken)
    {
        await foreach (var record in trail.ReadFromAsync(long.MinValue, cancellationToken))
        {
            if (Fits(there, moved.Sequence, record.Hash, there.Hash, moved.Hash))
            {
                return true;
            }
        }

        return false;
    }

    private bool Fits(TrailRecord record, long sequence, byte[] previous, byte[] hash, byte[]? otherHash)
    {
        if (record.Entry is null)
        {
            return false;
        }

        _record.Fill(record.Entry, sequence, previous);
        return _record.Hash.Span.SequenceEqual(hash) || (otherHash is not null && _record.Hash.Span.SequenceEqual(otherHash));
    }
}
