using Sallyport.Core.Auditing;

namespace Sallyport.Storage.Auditing;

/// <summary>A record as it stands in a trail that is checked.</summary>
/// <param name="Sequence">Its number.</param>
/// <param name="Hash">The hash it claims.</param>
/// <param name="Entry">Its contents; null when they are none that the gateway writes.</param>
internal sealed record TrailRecord(long Sequence, byte[] Hash, AuditEntry? Entry);
