using Sallyport.Core.Auditing;
using Sallyport.Identity.Revocation;

namespace Sallyport.Tests.Fakes;

public sealed class InMemoryRevocationStore(RecordingAuditLog log) : IRevocationStore
{
    private readonly Dictionary<(RevocationKind, string), RevocationEntry> _entries = [];

    public Task<IReadOnlyList<RevocationEntry>> ListAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<RevocationEntry>>([.. _entries.Values.Where(entry => entry.ExpiresAt > now)]);

    public Task AddAsync(RevocationEntry entry, AuditEntry audit, CancellationToken cancellationToken)
    {
        Put(entry);
        log.Add(audit);
        return Task.CompletedTask;
    }

    public void Put(RevocationEntry entry) => _entries[(entry.Kind, entry.Value)] = entry;
}
