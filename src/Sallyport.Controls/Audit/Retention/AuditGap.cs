namespace Sallyport.Controls.Audit.Retention;

/// <summary>Records that were removed one after the other.</summary>
/// <param name="First">The first one's number.</param>
/// <param name="Last">The last one's number.</param>
/// <param name="Hash">The last one's hash, lower-case hex: the chain goes on behind it.</param>
/// <param name="Date">The day.</param>
/// <param name="Kind">The kind of the tombstone they belong to.</param>
public sealed record AuditGap(long First, long Last, string Hash, DateOnly Date, string Kind);
