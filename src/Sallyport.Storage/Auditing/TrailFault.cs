using Sallyport.Controls.Audit;

namespace Sallyport.Storage.Auditing;

/// <summary>What is wrong in a trail.</summary>
/// <param name="Sequence">The first record concerned.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Reason">A sentence.</param>
internal sealed record TrailFault(long Sequence, AuditFaultKind Kind, string Reason);
