using Sallyport.Core.Auditing;
using Sallyport.Identity.ApiKeys;
using Sallyport.Storage.Databases;
using Sallyport.Storage.Writing;

namespace Sallyport.Storage.ApiKeys;

/// <summary>API keys in the database.</summary>
internal sealed class ApiKeyStore(DatabaseReader reader, DatabaseWriter writer) : IApiKeyStore
{
    private const string Columns = "id, name, description, tags, scope, hash, prefix, previous_hash, previous_until, team_id, owner_user_id, created_at, expires_at, revoked_at, last_used_at, last_used_from";

    private const string Insert = $"""
        INSERT INTO api_key ({Columns})
        VALUES (@Id, @Name, @Description, @Tags, @Scope, @Hash, @Prefix, @PreviousHash, @PreviousUntil, @TeamId, @OwnerUserId, @CreatedAt, @ExpiresAt, @RevokedAt, @LastUsedAt,
          @LastUsedFrom)
        """;

    /// <inheritdoc />
    public async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken)
    {
        var rows = await reader.ListAsync<ApiKeyRow>($"SELECT {Columns} FROM api_key ORDER BY created_at DESC, id DESC", null, cancellationToken);
        return [.. rows.Select(row => row.ToApiKey())];
    }

    /// <inheritdoc />
    public Task InsertAsync(ApiKey key, AuditEntry audit, CancellationToken cancellationToken) =>
        writer.ExecuteAsync(work => work.TryExecuteAsync(Insert, ApiKeyRow.From(key)), audit, isConfigurationChange: true, cancellationToken);

    /// <inheritdoc />
    public Task<bool> RevokeAsync(string id, DateTimeOffset at, AuditEntry audit, CancellationToken cancellationToken) => writer.ExecuteAsync(
        work => work.TryExecuteAsync(
            "UPDATE api_key SET revoked_at = @at WHERE id = @id AND revoked_at IS NULL", new { id, at = StoredTime.ToMicroseconds(at) }),
        audit,
        isConfigurationChange: true,
        cancellationToken);

    /// <inheritdoc />
    public Task<bool> UpdateAsync(ApiKey key, AuditEntry audit, CancellationToken cancellationToken) => writer.ExecuteAsync(
        work => work.TryExecuteAsync(
            "UPDATE api_key SET name = @Name, description = @Description, tags = @Tags, scope = @Scope WHERE id = @Id AND revoked_at IS NULL", ApiKeyRow.From(key)),
        audit,
        isConfigurationChange: true,
        cancellationToken);

    /// <inheritdoc />
    public Task<bool> RotateAsync(ApiKey key, byte[] inForce, AuditEntry audit, CancellationToken cancellationToken)
    {
        var row = ApiKeyRow.From(key);
        return writer.ExecuteAsync(
            work => work.TryExecuteAsync(
                """
                UPDATE api_key SET hash = @Hash, prefix = @Prefix, previous_hash = @PreviousHash, previous_until = @PreviousUntil
                WHERE id = @Id AND revoked_at IS NULL AND hash = @inForce
                """,
                new { row.Id, row.Hash, row.Prefix, row.PreviousHash, row.PreviousUntil, inForce }),
            audit,
            isConfigurationChange: true,
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<bool> DeleteAsync(string id, AuditEntry audit, CancellationToken cancellationToken) => writer.ExecuteAsync(
        work => work.TryExecuteAsync("DELETE FROM api_key WHERE id = @id", new { id }), audit, isConfigurationChange: true, cancellationToken);

    /// <inheritdoc />
    public Task TouchAsync(IReadOnlyDictionary<string, LastUse> lastUsed, CancellationToken cancellationToken) => writer.ExecuteAsync(
        async work =>
        {
            foreach (var (id, use) in lastUsed)
            {
                // Of several gateways the latest use counts.
                await work.ExecuteAsync(
                    "UPDATE api_key SET last_used_at = @at, last_used_from = @from WHERE id = @id AND (last_used_at IS NULL OR last_used_at < @at)",
                    new { id, at = StoredTime.ToMicroseconds(use.At), from = use.From });
            }

            return true;
        },
        [],
        isConfigurationChange: false,
        cancellationToken);
}
