using Sallyport.Controls.Audit.Retention;

namespace Sallyport.Controls.Audit.Days;

/// <summary>A day of the trail in the management API.</summary>
/// <param name="Day">The day in UTC, such as 2026-11-21.</param>
/// <param name="State">open, closed (over and not signed yet) or signed.</param>
/// <param name="Records">How many records were stored.</param>
/// <param name="First">The first one's number.</param>
/// <param name="Last">The last one's number.</param>
/// <param name="PreviousHash">The hash before the first, lower-case hex.</param>
/// <param name="Hash">The day's head: the last record's hash, lower-case hex.</param>
/// <param name="SignedUpTo">The last record under a signature; null when there is none.</param>
/// <param name="KeyId">The key that signed, or null.</param>
/// <param name="SignedAt">When it did, or null.</param>
/// <param name="IsHeld">Whether a hold keeps retention from it.</param>
/// <param name="Removed">What retention removed of it.</param>
/// <param name="Signature">ECDSA over P-256 with SHA-256, DER, Base64; or null.</param>
public sealed record AuditDayView(
    string Day,
    string State,
    long Records,
    long First,
    long Last,
    string PreviousHash,
    string Hash,
    long? SignedUpTo,
    string? KeyId,
    DateTimeOffset? SignedAt,
    bool IsHeld,
    IReadOnlyList<AuditRemovalView> Removed,
    string? Signature)
{
    internal static AuditDayView Of(AuditDay day, IEnumerable<AuditTombstone> removed, IReadOnlyList<AuditHold> holds) =>
        Of(day, day.Signature is null ? "closed" : "signed", day.Signature is null ? null : day, removed, holds);

    /// <summary>The open day, with how far it was signed.</summary>
    internal static AuditDayView OfOpen(AuditDay day, AuditDay? checkpoint, IReadOnlyList<AuditHold> holds) =>
        Of(day, "open", checkpoint?.First == day.First ? checkpoint : null, [], holds);

    private static AuditDayView Of(AuditDay day, string state, AuditDay? signed, IEnumerable<AuditTombstone> removed, IReadOnlyList<AuditHold> holds) => new(
        day.Name,
        state,
        day.Records,
        day.First,
        day.Last,
        day.PreviousHash,
        day.Hash,
        signed?.Last,
        signed?.Signature?.KeyId,
        signed?.Signature?.At,
        holds.Any(hold => hold.Covers(day.Date)),
        [.. removed.Select(tombstone => new AuditRemovalView(tombstone.Kind, tombstone.Records, tombstone.Rule, tombstone.Signature.At))],
        signed?.Signature?.Value);
}
