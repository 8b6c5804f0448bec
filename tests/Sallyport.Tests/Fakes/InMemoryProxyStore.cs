using Sallyport.Core.Auditing;
using Sallyport.Core.Proxies;

namespace Sallyport.Tests.Fakes;

public sealed class InMemoryProxyStore : IProxyStore
{
    private readonly Dictionary<string, ProxyConfig> _proxies = [];

    public void Add(ProxyConfig proxy) => _proxies[proxy.Id] = proxy;

    public Task<IReadOnlyList<ProxyConfig>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ProxyConfig>>([.. _proxies.Values]);

    public Task<bool> InsertAsync(ProxyConfig proxy, SealedCredential? credential, IReadOnlyList<AuditEntry> audit, CancellationToken cancellationToken) =>
        Task.FromResult(_proxies.TryAdd(proxy.Id, proxy));

    public Task<bool> UpdateAsync(ProxyConfig proxy, SealedCredential? credential, IReadOnlyList<AuditEntry> audit, CancellationToken cancellationToken)
    {
        _proxies[proxy.Id] = proxy;
        return Task.FromResult(true);
    }

    public Task<bool> DeleteAsync(string id, AuditEntry audit, CancellationToken cancellationToken) => Task.FromResult(_proxies.Remove(id));
}
