using Sallyport.Controls.Vault;
using Sallyport.Core.Proxies;

namespace Sallyport.Tests.Fakes;

public sealed class InMemoryCredentialStore : ICredentialStore
{
    public Dictionary<string, SealedCredential> Records { get; } = [];

    public Task<IReadOnlyList<SealedCredential>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SealedCredential>>([.. Records.Values]);
}
