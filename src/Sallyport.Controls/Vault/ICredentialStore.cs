using Sallyport.Core.Proxies;

namespace Sallyport.Controls.Vault;

/// <summary>Durable sealed credentials, for reading. Sees ciphertext only. They are written together with the proxy they belong to.</summary>
public interface ICredentialStore
{
    /// <summary>All sealed credentials.</summary>
    Task<IReadOnlyList<SealedCredential>> ListAsync(CancellationToken cancellationToken);
}
