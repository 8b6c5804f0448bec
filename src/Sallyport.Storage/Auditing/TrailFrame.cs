using Sallyport.Controls.Audit.Days;
using Sallyport.Controls.Audit.Retention;

namespace Sallyport.Storage.Auditing;

/// <summary>What stands around the records of a trail: its ends, its days with their signatures, and what was removed.</summary>
internal sealed record TrailFrame
{
    /// <summary>The number of the first record.</summary>
    public long First { get; init; } = 1;

    /// <summary>The hash before the first record.</summary>
    public byte[] Previous { get; init; } = new byte[AuditRecord.HashBytes];

    /// <summary>The recorded end.</summary>
    public required TrailEnd End { get; init; }

    /// <summary>Closed days, by their first record.</summary>
    public IReadOnlyList<AuditDay> Days { get; init; } = [];

    /// <summary>How far the open day was signed; null when it was not.</summary>
    public AuditDay? Checkpoint { get; init; }

    /// <summary>Whether this trail is one whose open day is signed: a gateway's database, not an export of closed days or a copy older than days are.</summary>
    public bool KeepsCheckpoint { get; init; }

    /// <summary>What retention removed.</summary>
    public IReadOnlyList<AuditTombstone> Tombstones { get; init; } = [];

    /// <summary>Where records were removed, in order.</summary>
    public IReadOnlyList<AuditGap> Gaps { get; init; } = [];

    /// <summary>The public keys that stand in the trail itself, PEM; empty when there is none.</summary>
    public string Keys { get; init; } = "";
}
