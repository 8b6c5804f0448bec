using Sallyport.Controls.Audit.Retention;
using Sallyport.Controls.Audit.Signing;

namespace Sallyport.Storage.Auditing;

/// <summary>A row of <c>audit_tombstone</c>.</summary>
internal sealed class TombstoneRow
{
    /// <summary>For SELECT and INSERT.</summary>
    public const string Columns = "day, kind, records, gaps, head, rule, is_done, key_id, signed_at, signature";

    public required long Day { get; init; }

    public required string Kind { get; init; }

    public required long Records { get; init; }

    public required byte[] Gaps { get; init; }

    public required byte[] Head { get; init; }

    public required string Rule { get; init; }

    public required long IsDone { get; init; }

    public required string KeyId { get; init; }

    public required long SignedAt { get; init; }

    public required byte[] Signature { get; init; }

    /// <summary>As stored.</summary>
    public static TombstoneRow From(AuditTombstone tombstone) => new()
    {
        Day = DayRow.NumberOf(tombstone.Date),
        Kind = tombstone.Kind,
        Records = tombstone.Records,
        Gaps = Convert.FromHexString(tombstone.Gaps),
        Head = Convert.FromHexString(tombstone.Head),
        Rule = tombstone.Rule,
        IsDone = tombstone.IsDone ? 1 : 0,
        KeyId = tombstone.Signature.KeyId,
        SignedAt = StoredTime.ToMicroseconds(tombstone.Signature.At),
        Signature = Convert.FromBase64String(tombstone.Signature.Value),
    };

    /// <summary>The tombstone.</summary>
    public AuditTombstone ToTombstone() => new()
    {
        Date = DayRow.DateOf(Day),
        Kind = Kind,
        Records = Records,
        Gaps = Convert.ToHexStringLower(Gaps),
        Head = Convert.ToHexStringLower(Head),
        Rule = Rule,
        IsDone = IsDone != 0,
        Signature = new AuditSignature(KeyId, StoredTime.FromMicroseconds(Math.Clamp(SignedAt, 0, DayRow.MaxTime)), Convert.ToBase64String(Signature)),
    };
}
