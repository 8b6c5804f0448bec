using Sallyport.Core.Auditing;

namespace Sallyport.Core.Proxies;

/// <summary>Durable proxies. Every change commits together with its audit entry.</summary>
public interface IProxyStore
{
    /// <summary>All proxies, by name.</summary>
    Task<IReadOnlyList<ProxyConfig>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Adds one, with its secret if it has one. False, and nothing is stored, when kind and name, or the port, are taken.</summary>
    Task<bool> InsertAsync(ProxyConfig proxy, SealedCredential? credential, IReadOnlyList<AuditEntry> audit, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces one by its id, and its secret when one is given; a secret it no longer refers to is removed. False, and nothing is stored,
    /// when it does not exist, or kind and name, or the port, are taken by another.
    /// </summary>
    Task<bool> UpdateAsync(ProxyConfig proxy, SealedCredential? credential, IReadOnlyList<AuditEntry> audit, CancellationToken cancellationToken);

    /// <summary>Removes one with its grants and credential. False when it does not exist.</summary>
    Task<bool> DeleteAsync(string id, AuditEntry audit, CancellationToken cancellationToken);
}
