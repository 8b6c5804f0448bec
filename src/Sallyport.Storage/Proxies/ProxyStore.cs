using Sallyport.Core.Auditing;
using Sallyport.Core.Proxies;
using Sallyport.Storage.Databases;
using Sallyport.Storage.Vault;
using Sallyport.Storage.Writing;

namespace Sallyport.Storage.Proxies;

/// <summary>Proxies in the database.</summary>
internal sealed class ProxyStore(DatabaseReader reader, DatabaseWriter writer) : IProxyStore
{
    private const string Columns =
        "id, name, kind, provider, target, policies, is_enabled, is_auto_started, port, description, auth_type, auth_name, credential_id, created_at, updated_at";

    // Kind and name, and the port, are unique; a row that would break that is not inserted, which answers the question.
    private const string Insert = $"""
        INSERT INTO proxy ({Columns})
        VALUES (@Id, @Name, @Kind, @Provider, @Target, @Policies, @IsEnabled, @IsAutoStarted, @Port, @Description, @AuthType, @AuthName, @CredentialId, @CreatedAt, @UpdatedAt)
        ON CONFLICT DO NOTHING
        """;

    private const string Update = """
        UPDATE proxy SET name = @Name, kind = @Kind, provider = @Provider, target = @Target, policies = @Policies,
          is_enabled = @IsEnabled, is_auto_started = @IsAutoStarted, port = @Port, description = @Description,
          auth_type = @AuthType, auth_name = @AuthName, credential_id = @CredentialId, updated_at = @UpdatedAt
        WHERE id = @Id AND NOT EXISTS (
          SELECT 1 FROM proxy other WHERE other.id <> @Id AND ((other.kind = @Kind AND other.name = @Name) OR other.port = @Port))
        """;

    /// <inheritdoc />
    public async Task<IReadOnlyList<ProxyConfig>> ListAsync(CancellationToken cancellationToken)
    {
        var rows = await reader.ListAsync<ProxyRow>($"SELECT {Columns} FROM proxy ORDER BY name, kind", null, cancellationToken);
        return [.. rows.Select(row => row.ToProxy())];
    }

    /// <inheritdoc />
    public Task<bool> InsertAsync(ProxyConfig proxy, SealedCredential? credential, IReadOnlyList<AuditEntry> audit, CancellationToken cancellationToken) =>
        writer.ExecuteAsync(work => StoreAsync(work, Insert, proxy, credential), audit, isConfigurationChange: true, cancellationToken);

    /// <inheritdoc />
    public Task<bool> UpdateAsync(ProxyConfig proxy, SealedCredential? credential, IReadOnlyList<AuditEntry> audit, CancellationToken cancellationToken) =>
        writer.ExecuteAsync(work => StoreAsync(work, Update, proxy, credential), audit, isConfigurationChange: true, cancellationToken);

    /// <inheritdoc />
    public Task<bool> DeleteAsync(string id, AuditEntry audit, CancellationToken cancellationToken) => writer.ExecuteAsync(
        async work =>
        {
            // The grants go with the proxy (foreign key). The credential is only its own when no other proxy refers to it.
            await work.ExecuteAsync(
                """
                DELETE FROM credential
                WHERE id = (SELECT credential_id FROM proxy WHERE id = @id)
                  AND NOT EXISTS (SELECT 1 FROM proxy other WHERE other.id <> @id AND other.credential_id = credential.id)
                """,
                new { id });
            return await work.TryExecuteAsync("DELETE FROM proxy WHERE id = @id", new { id });
        },
        audit,
        isConfigurationChange: true,
        cancellationToken);

    /// <summary>One transaction: a crash in between would leave a secret without its proxy, or a proxy with another one's secret.</summary>
    private static async Task<bool> StoreAsync(DatabaseWork work, string statement, ProxyConfig proxy, SealedCredential? credential)
    {
        if (!await work.TryExecuteAsync(statement, ProxyRow.From(proxy)))
        {
            return false;
        }

        if (credential is not null)
        {
            await work.ExecuteAsync(CredentialRow.Upsert, CredentialRow.From(credential));
        }

        // A proxy that stopped using a credential must not leave its secret behind.
        await work.ExecuteAsync("DELETE FROM credential WHERE id = @Id AND NOT EXISTS (SELECT 1 FROM proxy WHERE credential_id = credential.id)", new { proxy.Id });
        return true;
    }
}
