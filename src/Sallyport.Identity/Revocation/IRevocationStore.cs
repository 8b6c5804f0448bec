using Sallyport.Core.Auditing;

namespace Sallyport.Identity.Revocation;

/// <summary>Durable revocations.</summary>
public interface IRevocationStore
{
    /// <summary>Those that still end something at that time.</summary>
    Task<IReadOnlyList<RevocationEntry>> ListAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Adds one, or moves the one of the same kind and value on; removes those that are over by its time.</summary>
    Task AddAsync(RevocationEntry entry, AuditEntry audit, CancellationToken cancellationToken);
}
