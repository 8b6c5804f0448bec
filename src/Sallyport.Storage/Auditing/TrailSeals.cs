using Sallyport.Controls.Audit;
using Sallyport.Controls.Audit.Days;
using Sallyport.Controls.Audit.Retention;
using Sallyport.Controls.Audit.Signing;

namespace Sallyport.Storage.Auditing;

/// <summary>
/// The signatures of a trail. With keys that the verifier was given, everything must be signed by one of them; without, by a key that stands in the
/// trail itself, which shows less: whoever can write the database can put a key of his own there.
/// </summary>
internal sealed class TrailSeals(TrailFrame frame, AuditPublicKeys? trusted)
{
    private readonly AuditPublicKeys? _keys = trusted ?? AuditPublicKeys.TryParse(frame.Keys);
    private readonly ILookup<(DateOnly, string), AuditGap> _gaps = frame.Gaps.ToLookup(gap => (gap.Date, gap.Kind));
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly long _lastSigned = frame.Days.Where(day => day.Signature is not null).Select(day => day.Last).Append(frame.Checkpoint?.Last ?? 0).Max();

    /// <summary>How many signatures were checked.</summary>
    public long Count { get; private set; }

    /// <summary>Whose they were.</summary>
    public IReadOnlyList<string> Keys => [.. _used.Order(StringComparer.Ordinal)];

    /// <summary>The last closed day, while it waits for its signature.</summary>
    public string? WaitingDay { get; private set; }

    /// <summary>What is wrong with a day's signature.</summary>
    public TrailFault? FindFault(AuditDay day)
    {
        if (day.Signature is { } signature)
        {
            return Verify(signature, day.Statement(signature.At))
                ? null
                : new TrailFault(day.First, AuditFaultKind.BadSignature, $"the head of {day.Name} (records {day.First} to {day.Last}) is not signed by {Whose}");
        }

        // A day that was closed just now waits for its signature; one with something signed behind it does not, and a second one would have got its own
        // before. An export is of days that were signed, or can be made again.
        var isLast = day == frame.Days[^1];
        if (day.Last < _lastSigned || (trusted is not null && !(isLast && frame.KeepsCheckpoint)))
        {
            return new TrailFault(day.First, AuditFaultKind.BadSignature, $"the head of {day.Name} (records {day.First} to {day.Last}) is not signed");
        }

        WaitingDay = isLast ? day.Name : null;
        return null;
    }

    /// <summary>What is wrong with how far the open day was signed.</summary>
    public TrailFault? FindCheckpointFault()
    {
        if (frame.Checkpoint is { Signature: { } signature } checkpoint)
        {
            return Verify(signature, checkpoint.Statement(signature.At))
                ? null
                : new TrailFault(checkpoint.First, AuditFaultKind.BadSignature, $"the signature of records {checkpoint.First} to {checkpoint.Last} is not by {Whose}");
        }

        // Written before the first day is signed and never removed: without it, nothing says where the trail must at least end.
        if (frame.KeepsCheckpoint && _lastSigned > 0)
        {
            return new TrailFault(frame.End.DayFirst, AuditFaultKind.Missing, "the signature of the open day is gone, while closed days are signed: signed records may have been cut off the end");
        }

        return trusted is not null && frame.End.Sequence > 0 && _lastSigned == 0
            ? new TrailFault(frame.First, AuditFaultKind.BadSignature, "nothing in the trail is signed")
            : null;
    }

    /// <summary>What is wrong with what retention is said to have removed.</summary>
    public TrailFault? FindRemovalFault()
    {
        var known = frame.Tombstones.Select(tombstone => (tombstone.Date, tombstone.Kind)).ToHashSet();
        if (_gaps.FirstOrDefault(group => !known.Contains(group.Key))?.First() is { } gap)
        {
            return new TrailFault(gap.First, AuditFaultKind.Missing, $"records {gap.First} to {gap.Last} are removed, and no tombstone says by what");
        }

        return frame.Tombstones.Select(FindFault).FirstOrDefault(fault => fault is not null);
    }

    private TrailFault? FindFault(AuditTombstone tombstone)
    {
        var gaps = _gaps[(tombstone.Date, tombstone.Kind)].ToList();
        var day = frame.Days.FirstOrDefault(day => day.Date == tombstone.Date);
        var isWhole = day is not null && day.Hash == tombstone.Head
            && gaps.TrueForAll(gap => gap.First >= day.First && gap.Last <= day.Last && gap.First <= gap.Last)
            && gaps.Sum(gap => gap.Last - gap.First + 1) == tombstone.Records
            && AuditTombstone.DigestOf(gaps) == tombstone.Gaps;
        if (isWhole && Verify(tombstone.Signature, tombstone.Statement(tombstone.Signature.At)))
        {
            return null;
        }

        var first = gaps.Count > 0 ? gaps[0].First : day?.First ?? frame.First;
        return new TrailFault(first, AuditFaultKind.BadSignature, $"what was removed of {AuditDay.NameOf(tombstone.Date)} ({tombstone.Kind}) is not what {Whose} signed");
    }

    private string Whose => trusted is null ? "a key of this trail" : "one of the given keys";

    private bool Verify(AuditSignature signature, byte[] statement)
    {
        Count++;
        if (_keys?.Verify(signature, statement) != true)
        {
            return false;
        }

        _used.Add(signature.KeyId);
        return true;
    }
}
