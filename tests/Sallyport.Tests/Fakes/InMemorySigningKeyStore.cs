using Sallyport.Core.Auditing;
using Sallyport.Identity.Tokens;

namespace Sallyport.Tests.Fakes;

public sealed class InMemorySigningKeyStore(RecordingAuditLog log) : ISigningKeyStore
{
    public List<SigningKey> Keys { get; } = [];

    public Task<IReadOnlyList<SigningKey>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SigningKey>>([.. Keys.OrderBy(key => key.SignsFrom)]);

    public Task InsertAsync(SigningKey key, IReadOnlyList<string> removed, AuditEntry audit, CancellationToken cancellationToken)
    {
        Keys.RemoveAll(known => removed.Contains(known.Id));
        Keys.Add(key);
        log.Add(audit);
        return Task.CompletedTask;
    }
}
