using Sallyport.Controls.Audit.Days;
using Sallyport.Controls.Audit.Signing;

namespace Sallyport.Storage.Auditing;

/// <summary>A row of <c>audit_day</c> or <c>audit_checkpoint</c>.</summary>
internal sealed class DayRow
{
    /// <summary>The latest time there is, in microseconds.</summary>
    public const long MaxTime = 253_402_300_799_000_000;

    private static readonly DateOnly Epoch = new(1970, 1, 1);

    public required long Day { get; init; }

    public required long FirstSequence { get; init; }

    public required long LastSequence { get; init; }

    public required byte[] PreviousHash { get; init; }

    public required byte[] Hash { get; init; }

    public string? KeyId { get; init; }

    public long? SignedAt { get; init; }

    public byte[]? Signature { get; init; }

    /// <summary>As stored.</summary>
    public static DayRow From(AuditDay day) => new()
    {
        Day = NumberOf(day.Date),
        FirstSequence = day.First,
        LastSequence = day.Last,
        PreviousHash = Convert.FromHexString(day.PreviousHash),
        Hash = Convert.FromHexString(day.Hash),
        KeyId = day.Signature?.KeyId,
        SignedAt = StoredTime.ToMicroseconds(day.Signature?.At),
        Signature = day.Signature is { } signature ? Convert.FromBase64String(signature.Value) : null,
    };

    /// <summary>Days since 1970.</summary>
    public static long NumberOf(DateOnly date) => date.DayNumber - Epoch.DayNumber;

    /// <summary>The day; one that is out of range, which the gateway never writes, becomes the last there is.</summary>
    public static DateOnly DateOf(long number) => number is >= 0 and < 2_900_000 ? Epoch.AddDays((int)number) : DateOnly.MaxValue;

    /// <summary>The day.</summary>
    public AuditDay ToDay(bool isClosed) => new()
    {
        Date = DateOf(Day),
        First = FirstSequence,
        Last = LastSequence,
        PreviousHash = Convert.ToHexStringLower(PreviousHash),
        Hash = Convert.ToHexStringLower(Hash),
        IsClosed = isClosed,
        Signature = KeyId is not null && SignedAt is { } at && Signature is not null
            ? new AuditSignature(KeyId, StoredTime.FromMicroseconds(Math.Clamp(at, 0, MaxTime)), Convert.ToBase64String(Signature))
            : null,
    };
}
