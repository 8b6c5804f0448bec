using Sallyport.Controls.Vault;
using Sallyport.Core.Auditing;

namespace Sallyport.Tests.Fakes;

public sealed class InMemoryCredentialStore : ICredentialStore
{
    public Dictionary<string, SealedCredential> Records { get; } = [];

    public Task<IReadOnlyList<SealedCredential>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SealedCredential>>([.. Records.Values]);

    public Task SaveAsync(SealedCredential credential, AuditEntry audit, CancellationToken cancellationToken)
    {
        Records[credential.Id] = credential;
        return Task.CompletedTask;
    }

    public Task<bool> DeleteAsync(string id, AuditEntry audit, CancellationToken cancellationToken) => Task.FromResult(Records.Remove(id));
}
