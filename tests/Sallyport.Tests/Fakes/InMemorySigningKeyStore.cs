using Sallyport.Core.Auditing;
using Sallyport.Identity.Tokens;

namespace Sallyport.Tests.Fakes;

public sealed class InMemorySigningKeyStore(RecordingAuditLog log) : ISigningKeyStore
{
    public List<SigningKey> Keys { get; } = [];

    public Task<IReadOnlyList<SigningKey>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SigningKey>>([.. Keys.OrderBy(key => key.SignsFrom)]);

    public async Task InsertAsync(SigningKey key, IReadOnlyList<string> removed, AuditEntry audit, CancellationToken cancellationToken)
    {
        // As a database does, it lets others come in between.
        await Task.Yield();
        Keys.RemoveAll(known => removed.Contains(known.Id));
        Keys.Add(key);
        log.Add(audit);
    }
}
