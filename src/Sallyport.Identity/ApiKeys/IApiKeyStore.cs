using Sallyport.Core.Auditing;

namespace Sallyport.Identity.ApiKeys;

/// <summary>Durable API keys. Every change commits together with its audit entry.</summary>
public interface IApiKeyStore
{
    /// <summary>All keys, newest first.</summary>
    Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Adds one.</summary>
    Task InsertAsync(ApiKey key, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Revokes one. False when it does not exist or is revoked already.</summary>
    Task<bool> RevokeAsync(string id, DateTimeOffset at, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Changes its name, description, tags and scope. False when it does not exist or is revoked.</summary>
    Task<bool> UpdateAsync(ApiKey key, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Stores new hash, prefix and what is left of the old hash. False when it is revoked or its hash is another than <paramref name="inForce"/>.</summary>
    Task<bool> RotateAsync(ApiKey key, byte[] inForce, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Removes one. False when it does not exist.</summary>
    Task<bool> DeleteAsync(string id, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Notes last uses, by key id.</summary>
    Task TouchAsync(IReadOnlyDictionary<string, LastUse> lastUsed, CancellationToken cancellationToken);
}
