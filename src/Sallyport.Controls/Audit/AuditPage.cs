namespace Sallyport.Controls.Audit;

/// <summary>One page of the audit trail.</summary>
/// <param name="Items">The entries, newest first.</param>
/// <param name="Total">How many entries match in all; counting stops at 10,000.</param>
public sealed record AuditPage(IReadOnlyList<StoredAuditEntry> Items, long Total);
