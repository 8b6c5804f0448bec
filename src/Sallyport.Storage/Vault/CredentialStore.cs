using Sallyport.Controls.Vault;
using Sallyport.Core.Auditing;
using Sallyport.Storage.Databases;
using Sallyport.Storage.Writing;

namespace Sallyport.Storage.Vault;

/// <summary>Sealed credentials in the database.</summary>
internal sealed class CredentialStore(DatabaseReader reader, DatabaseWriter writer) : ICredentialStore
{
    private const string Upsert = """
        INSERT INTO credential (id, key_id, envelope, last_four, updated_at) VALUES (@Id, @KeyId, @Envelope, @LastFour, @UpdatedAt)
        ON CONFLICT (id) DO UPDATE SET key_id = excluded.key_id, envelope = excluded.envelope, last_four = excluded.last_four,
          updated_at = excluded.updated_at
        """;

    /// <inheritdoc />
    public async Task<IReadOnlyList<SealedCredential>> ListAsync(CancellationToken cancellationToken)
    {
        var rows = await reader.ListAsync<CredentialRow>(
            "SELECT id, key_id, envelope, last_four, updated_at FROM credential ORDER BY id", null, cancellationToken);
        return [.. rows.Select(row =>
            new SealedCredential(row.Id, row.KeyId, row.Envelope, row.LastFour, StoredTime.FromMicroseconds(row.UpdatedAt)))];
    }

    /// <inheritdoc />
    public Task SaveAsync(SealedCredential credential, AuditEntry audit, CancellationToken cancellationToken)
    {
        var row = new CredentialRow
        {
            Id = credential.Id,
            KeyId = credential.KeyId,
            Envelope = credential.Envelope,
            LastFour = credential.LastFour,
            UpdatedAt = StoredTime.ToMicroseconds(credential.UpdatedAt),
        };
        return writer.ExecuteAsync(work => work.TryExecuteAsync(Upsert, row), audit, isConfigurationChange: true, cancellationToken);
    }

    /// <inheritdoc />
    public Task<bool> DeleteAsync(string id, AuditEntry audit, CancellationToken cancellationToken) => writer.ExecuteAsync(
        work => work.TryExecuteAsync("DELETE FROM credential WHERE id = @id", new { id }), audit, isConfigurationChange: true, cancellationToken);
}
