using Sallyport.Controls.Outside;
using Sallyport.Core.Auditing;
using Sallyport.Core.Proxies;
using Sallyport.Storage.Databases;
using Sallyport.Storage.Vault;
using Sallyport.Storage.Writing;

namespace Sallyport.Storage.Outside;

/// <summary>Outside detectors in the database.</summary>
internal sealed class OutsideStore(DatabaseReader reader, DatabaseWriter writer) : IOutsideStore
{
    private const string Columns =
        "name, kind, target, model, instructions, categories, timeout_ms, max_characters, max_concurrent, description, auth_type, auth_name, credential_id, created_at, updated_at";

    private const string Insert = $"""
        INSERT INTO outside_detector ({Columns})
        VALUES (@Name, @Kind, @Target, @Model, @Instructions, @Categories, @TimeoutMs, @MaxCharacters, @MaxConcurrent, @Description, @AuthType, @AuthName, @CredentialId, @CreatedAt, @UpdatedAt)
        ON CONFLICT DO NOTHING
        """;

    private const string Update = """
        UPDATE outside_detector SET kind = @Kind, target = @Target, model = @Model, instructions = @Instructions, categories = @Categories,
          timeout_ms = @TimeoutMs, max_characters = @MaxCharacters, max_concurrent = @MaxConcurrent, description = @Description,
          auth_type = @AuthType, auth_name = @AuthName, credential_id = @CredentialId, updated_at = @UpdatedAt
        WHERE name = @Name
        """;

    // A detector that stopped using a secret must not leave it behind.
    private const string DropSecret = """
        DELETE FROM credential
        WHERE id = @id AND NOT EXISTS (SELECT 1 FROM outside_detector WHERE credential_id = credential.id)
        """;

    /// <inheritdoc />
    public async Task<IReadOnlyList<OutsideConfig>> ListAsync(CancellationToken cancellationToken)
    {
        var rows = await reader.ListAsync<OutsideRow>($"SELECT {Columns} FROM outside_detector ORDER BY name", null, cancellationToken);
        return [.. rows.Select(row => row.ToDetector())];
    }

    /// <inheritdoc />
    public Task<bool> InsertAsync(OutsideConfig detector, SealedCredential? credential, IReadOnlyList<AuditEntry> audit, CancellationToken cancellationToken) =>
        writer.ExecuteAsync(work => StoreAsync(work, Insert, detector, credential), audit, isConfigurationChange: true, cancellationToken);

    /// <inheritdoc />
    public Task<bool> UpdateAsync(OutsideConfig detector, SealedCredential? credential, IReadOnlyList<AuditEntry> audit, CancellationToken cancellationToken) =>
        writer.ExecuteAsync(work => StoreAsync(work, Update, detector, credential), audit, isConfigurationChange: true, cancellationToken);

    /// <inheritdoc />
    public Task<bool> DeleteAsync(string name, AuditEntry audit, CancellationToken cancellationToken) => writer.ExecuteAsync(
        async work =>
        {
            var isGone = await work.TryExecuteAsync("DELETE FROM outside_detector WHERE name = @name", new { name });
            await work.ExecuteAsync(DropSecret, new { id = OutsideConfig.SecretIdOf(name) });
            return isGone;
        },
        audit,
        isConfigurationChange: true,
        cancellationToken);

    /// <summary>One transaction: a crash in between would leave a secret without its detector, or a detector without its secret.</summary>
    private static async Task<bool> StoreAsync(DatabaseWork work, string statement, OutsideConfig detector, SealedCredential? credential)
    {
        if (!await work.TryExecuteAsync(statement, OutsideRow.From(detector)))
        {
            return false;
        }

        if (credential is not null)
        {
            await work.ExecuteAsync(CredentialRow.Upsert, CredentialRow.From(credential));
        }

        await work.ExecuteAsync(DropSecret, new { id = OutsideConfig.SecretIdOf(detector.Name) });
        return true;
    }
}
