using Sallyport.Core.Auditing;
using Sallyport.Core.Proxies;

namespace Sallyport.IntegrationTests.Storage;

/// <summary>Storing proxies where the test is not about secrets.</summary>
internal static class StoringWithoutSecret
{
    internal static Task<bool> InsertAsync(this IProxyStore store, ProxyConfig proxy, AuditEntry audit, CancellationToken cancellationToken) =>
        store.InsertAsync(proxy, null, [audit], cancellationToken);

    internal static Task<bool> UpdateAsync(this IProxyStore store, ProxyConfig proxy, AuditEntry audit, CancellationToken cancellationToken) =>
        store.UpdateAsync(proxy, null, [audit], cancellationToken);
}
