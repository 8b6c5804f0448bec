using Sallyport.Core.Auditing;

namespace Sallyport.Controls.Audit;

/// <summary>An entry with its place in the chain.</summary>
/// <param name="Sequence">Gapless number from 1.</param>
/// <param name="Hash">SHA-256 over the previous hash and this record, lower-case hex.</param>
/// <param name="Entry">The entry.</param>
public sealed record StoredAuditEntry(long Sequence, string Hash, AuditEntry Entry);
