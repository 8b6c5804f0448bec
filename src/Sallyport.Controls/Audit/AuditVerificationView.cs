namespace Sallyport.Controls.Audit;

/// <summary>What checking the chain gave.</summary>
/// <param name="Ok">Whether it holds.</param>
/// <param name="Records">How many records were checked.</param>
/// <param name="FirstBad">The first record that does not fit, or null.</param>
/// <param name="Kind">altered, missing, inserted, reordered, truncated or bad_signature; or null.</param>
/// <param name="Reason">What is wrong with it, or null.</param>
/// <param name="Newest">The newest record as NUMBER:HASH, to be kept elsewhere and shown to <c>audit verify --anchor</c> later; or null.</param>
/// <param name="Days">Closed days that were checked.</param>
/// <param name="Signatures">Signatures under heads and tombstones that were checked.</param>
/// <param name="Removed">Records that retention removed, as signed tombstones say.</param>
/// <param name="WaitingDay">The last closed day, when it still waits for its signature; or null.</param>
public sealed record AuditVerificationView(
    bool Ok, long Records, long? FirstBad, AuditFaultKind? Kind, string? Reason, string? Newest, long Days, long Signatures, long Removed, string? WaitingDay)
{
    internal static AuditVerificationView Of(AuditVerification result) => new(
        result.IsIntact, result.Records, result.FirstBadSequence, result.Kind, result.Reason, result.Newest?.ToString(), result.Days, result.Signatures, result.Removed, result.WaitingDay);
}
