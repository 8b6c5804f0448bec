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

    /// <summary>Removes one. False when it does not exist.</summary>
    Task<bool> DeleteAsync(string id, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Notes last uses, by key id.</summary>
    Task TouchAsync(IReadOnlyDictionary<string, DateTimeOffset> lastUsed, CancellationToken cancellationToken);
}
