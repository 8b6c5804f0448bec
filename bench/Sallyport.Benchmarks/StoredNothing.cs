using Sallyport.Controls.Guardrails;
using Sallyport.Core.Auditing;
using Sallyport.Core.Proxies;
using Sallyport.Detection.Masking;

namespace Sallyport.Benchmarks;

/// <summary>Stores with one proxy and no policies of their own, so that the stages run as in a fresh gateway.</summary>
internal sealed class StoredNothing(ProxyConfig proxy) : IProxyStore, IPolicyStore, IValueDigest
{
    // No policy of the benchmarks hashes.
    public string Of(string entityType, ReadOnlySpan<char> value) => "";

    Task<IReadOnlyList<ProxyConfig>> IProxyStore.ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ProxyConfig>>([proxy]);

    public Task<bool> InsertAsync(ProxyConfig proxy, SealedCredential? credential, IReadOnlyList<AuditEntry> audit, CancellationToken cancellationToken) => Task.FromResult(false);

    public Task<bool> UpdateAsync(ProxyConfig proxy, SealedCredential? credential, IReadOnlyList<AuditEntry> audit, CancellationToken cancellationToken) => Task.FromResult(false);

    Task<IReadOnlyList<StoredPolicy>> IPolicyStore.ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<StoredPolicy>>([]);

    public Task<bool> SaveAsync(StoredPolicy policy, long? expected, AuditEntry audit, CancellationToken cancellationToken) => Task.FromResult(false);

    public Task<IReadOnlyList<StoredPolicy>> ListVersionsAsync(string name, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<StoredPolicy>>([]);

    public Task<StoredPolicy?> FindVersionAsync(string name, long version, CancellationToken cancellationToken) => Task.FromResult<StoredPolicy?>(null);

    public Task<bool> DeleteAsync(string id, AuditEntry audit, CancellationToken cancellationToken) => Task.FromResult(false);
}
