using Sallyport.Core.Auditing;

namespace Sallyport.Controls.Vault;

/// <summary>Durable sealed credentials. Sees ciphertext only.</summary>
public interface ICredentialStore
{
    /// <summary>All sealed credentials.</summary>
    Task<IReadOnlyList<SealedCredential>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Adds or replaces one by id.</summary>
    Task SaveAsync(SealedCredential credential, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Removes one. False when it does not exist.</summary>
    Task<bool> DeleteAsync(string id, AuditEntry audit, CancellationToken cancellationToken);
}
