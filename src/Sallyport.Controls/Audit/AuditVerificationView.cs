namespace Sallyport.Controls.Audit;

/// <summary>What checking the chain gave.</summary>
/// <param name="Ok">Whether it holds.</param>
/// <param name="Records">How many records were checked.</param>
/// <param name="FirstBad">The first record that does not fit, or null.</param>
/// <param name="Reason">What is wrong with it, or null.</param>
/// <param name="Newest">The newest record as NUMBER:HASH, to be kept elsewhere and shown to <c>audit verify --anchor</c> later; or null.</param>
public sealed record AuditVerificationView(bool Ok, long Records, long? FirstBad, string? Reason, string? Newest);
