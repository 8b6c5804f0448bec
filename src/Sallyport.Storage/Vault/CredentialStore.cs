using Sallyport.Controls.Vault;
using Sallyport.Core.Proxies;
using Sallyport.Storage.Databases;

namespace Sallyport.Storage.Vault;

/// <summary>Sealed credentials in the database.</summary>
internal sealed class CredentialStore(DatabaseReader reader) : ICredentialStore
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<SealedCredential>> ListAsync(CancellationToken cancellationToken)
    {
        var rows = await reader.ListAsync<CredentialRow>(
            "SELECT id, key_id, envelope, last_four, updated_at FROM credential ORDER BY id", null, cancellationToken);
        return [.. rows.Select(row => row.ToCredential())];
    }
}
