using Sallyport.Controls.Audit;
using Sallyport.Controls.Audit.Days;
using Sallyport.Controls.Audit.Signing;

namespace Sallyport.Storage.Auditing;

/// <summary>
/// Recomputes the hash chain and checks the days' heads and what was signed. Whoever can write the database and knows the form can compute a whole
/// new chain, but cannot sign it; and can cut off what was stored since the last signature,
/// or put an earlier signed state of the whole database back, which only an <see cref="AuditAnchor"/> kept elsewhere shows.
/// </summary>
internal sealed class TrailVerifier
{
    private readonly ITrail _trail;
    private readonly TrailFrame _frame;
    private readonly TrailSeals _seals;
    private readonly AuditAnchor? _anchor;
    private readonly AuditRecord _record = new();
    private readonly byte[] _previous;
    private long _expected;
    private long _checked;
    private long _removed;
    private int _day;
    private int _gap;

    private TrailVerifier(ITrail trail, TrailFrame frame, AuditPublicKeys? trusted, AuditAnchor? anchor)
    {
        (_trail, _frame, _anchor) = (trail, frame, anchor);
        _seals = new TrailSeals(frame, trusted);
        _previous = [.. frame.Previous];
        _expected = frame.First;
    }

    /// <summary>Checks a trail. <paramref name="trusted"/> are keys whose signatures everything must bear; null takes the trail's own.</summary>
    public static async Task<AuditVerification> RunAsync(ITrail trail, AuditAnchor? anchor, AuditPublicKeys? trusted, CancellationToken cancellationToken)
    {
        var verifier = new TrailVerifier(trail, await trail.ReadFrameAsync(cancellationToken), trusted, anchor);
        var fault = verifier._seals.FindRemovalFault() ?? await verifier.WalkAsync(cancellationToken) ?? verifier.FindEndFault();
        return verifier.ToResult(fault);
    }

    private AuditVerification ToResult(TrailFault? fault) => new(_checked, fault?.Sequence, fault?.Reason)
    {
        Kind = fault?.Kind,
        Newest = fault is null && _expected > 1 ? new AuditAnchor(_expected - 1, Convert.ToHexStringLower(_previous)) : null,
        Days = _day,
        Signatures = _seals.Count,
        Removed = _removed,
        Keys = _seals.Keys,
        WaitingDay = fault is null ? _seals.WaitingDay : null,
    };

    private async Task<TrailFault?> WalkAsync(CancellationToken cancellationToken)
    {
        // The reader must be closed before the rest is looked through for where a record went.
        var (fault, isRecord) = await WalkRecordsAsync(cancellationToken);
        return isRecord && fault is not null
            ? await new TrailDiagnosis(_trail, _frame.End.Sequence).ExplainAsync(fault, [.. _previous], cancellationToken)
            : fault;
    }

    private async Task<(TrailFault? Fault, bool IsRecord)> WalkRecordsAsync(CancellationToken cancellationToken)
    {
        await foreach (var record in _trail.ReadFromAsync(long.MinValue, cancellationToken))
        {
            while (record.Sequence > _expected && SkipGap())
            {
                if (FindBorderFault() is { } torn)
                {
                    return (torn, false);
                }
            }

            if (FindFault(record) is { } fault)
            {
                return (fault, true);
            }

            _record.Hash.Span.CopyTo(_previous);
            _checked++;
            if (Advance(record.Sequence) is { } border)
            {
                return (border, false);
            }
        }

        while (SkipGap())
        {
            if (FindBorderFault() is { } torn)
            {
                return (torn, false);
            }
        }

        return (null, false);
    }

    private TrailFault? FindFault(TrailRecord record)
    {
        if (record.Sequence != _expected)
        {
            return record.Sequence > _expected
                ? new TrailFault(_expected, AuditFaultKind.Missing, $"record {_expected} is missing")
                : new TrailFault(record.Sequence, AuditFaultKind.Inserted, $"record {record.Sequence} stands where {_expected} is expected");
        }

        if (record.Entry is null)
        {
            return new TrailFault(_expected, AuditFaultKind.Altered, "the record holds values the gateway never writes");
        }

        _record.Fill(record.Entry, record.Sequence, _previous);
        return _record.Hash.Span.SequenceEqual(record.Hash) ? null : new TrailFault(_expected, AuditFaultKind.Altered, "the record's contents do not fit its hash");
    }

    private TrailFault? Advance(long sequence)
    {
        _expected = sequence + 1;
        if (_anchor?.Sequence == sequence && _anchor.Hash != Convert.ToHexStringLower(_previous))
        {
            return new TrailFault(sequence, AuditFaultKind.Altered, "the record is not the one the anchor remembers: the trail was computed anew");
        }

        return FindBorderFault();
    }

    /// <summary>Goes on behind records that a tombstone says were removed; false when none were, or the next record stands before them.</summary>
    private bool SkipGap()
    {
        while (_gap < _frame.Gaps.Count && _frame.Gaps[_gap].Last < _expected)
        {
            _gap++;
        }

        if (_gap == _frame.Gaps.Count || _frame.Gaps[_gap].First > _expected)
        {
            return false;
        }

        var gap = _frame.Gaps[_gap++];
        _removed += gap.Last - _expected + 1;
        Convert.FromHexString(gap.Hash).CopyTo(_previous, 0);
        _expected = gap.Last + 1;
        return true;
    }

    /// <summary>At a day's end: whether the chain is where the day's head says, and the next day begins there.</summary>
    private TrailFault? FindBorderFault()
    {
        var (last, hash) = (_expected - 1, Convert.ToHexStringLower(_previous));
        if (_frame.Checkpoint is { } checkpoint && checkpoint.Last == last && checkpoint.Hash != hash)
        {
            return new TrailFault(checkpoint.First, AuditFaultKind.Altered, $"the trail up to record {last} is not the one that was signed: it was computed anew");
        }

        if (_day >= _frame.Days.Count || last < _frame.Days[_day].Last)
        {
            return null;
        }

        var day = _frame.Days[_day++];
        if (day.Last != last || day.Hash != hash)
        {
            return new TrailFault(day.First, AuditFaultKind.Altered, $"the records of {day.Name} ({day.First} to {day.Last}) do not end with its head: the trail was computed anew");
        }

        return _seals.FindFault(day) ?? FindNextDayFault(day);
    }

    private TrailFault? FindNextDayFault(AuditDay day)
    {
        var (first, previous, date) = _day < _frame.Days.Count
            ? (_frame.Days[_day].First, _frame.Days[_day].PreviousHash, _frame.Days[_day].Date)
            : (_frame.End.DayFirst, Convert.ToHexStringLower(_frame.End.DayPrevious), DateOnly.MaxValue);
        if (first > day.Last + 1)
        {
            return new TrailFault(day.Last + 1, AuditFaultKind.Missing, $"the head of the day that begins with record {day.Last + 1} is missing");
        }

        return first == day.Last + 1 && previous == day.Hash && date > day.Date
            ? null
            : new TrailFault(day.Last + 1, AuditFaultKind.Reordered, $"the day behind {day.Name} does not go on where it ends");
    }

    private TrailFault? FindEndFault()
    {
        var last = _expected - 1;
        if (_anchor?.Sequence > last)
        {
            return new TrailFault(_expected, AuditFaultKind.Truncated, $"the trail ends at record {last}, but the anchor remembers record {_anchor.Sequence}");
        }

        if (_frame.Checkpoint?.Last > last || _day < _frame.Days.Count)
        {
            var signed = Math.Max(_frame.Checkpoint?.Last ?? 0, _frame.Days.Count > 0 ? _frame.Days[^1].Last : 0);
            return new TrailFault(_expected, AuditFaultKind.Truncated, $"the trail ends at record {last}, but a head names record {signed}");
        }

        if (_frame.End.Sequence == last && _frame.End.Hash.AsSpan().SequenceEqual(_previous))
        {
            return FindFirstDayFault() ?? _seals.FindCheckpointFault();
        }

        var kind = _frame.End.Sequence > last ? AuditFaultKind.Truncated : AuditFaultKind.Inserted;
        var first = _frame.End.Sequence > last ? _expected : _frame.End.Sequence + 1;
        return new TrailFault(first, kind, $"the trail ends at record {last}, but its recorded end is {_frame.End.Sequence}");
    }

    /// <summary>Without any closed day, the open one must begin where the trail does: else the heads of all closed days are gone.</summary>
    private TrailFault? FindFirstDayFault()
    {
        var first = _frame.Days.Count > 0 ? _frame.Days[0].First : _frame.End.DayFirst;
        return first == _frame.First ? null : new TrailFault(_frame.First, AuditFaultKind.Missing, $"the head of the day that begins with record {_frame.First} is missing");
    }
}
