using Sallyport.Core.Auditing;

namespace Sallyport.Core.Proxies;

/// <summary>Durable proxies. Every change commits together with its audit entry.</summary>
public interface IProxyStore
{
    /// <summary>All proxies, by name.</summary>
    Task<IReadOnlyList<ProxyConfig>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Adds one. False when kind and name, or the port, are taken.</summary>
    Task<bool> InsertAsync(ProxyConfig proxy, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Replaces one by its id. False when it does not exist, or kind and name, or the port, are taken by another.</summary>
    Task<bool> UpdateAsync(ProxyConfig proxy, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Removes one with its grants and credential. False when it does not exist.</summary>
    Task<bool> DeleteAsync(string id, AuditEntry audit, CancellationToken cancellationToken);
}
