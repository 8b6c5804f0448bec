using Sallyport.Core.Auditing;
using Sallyport.Identity.ApiKeys;
using Sallyport.Storage.Databases;
using Sallyport.Storage.Writing;

namespace Sallyport.Storage.ApiKeys;

/// <summary>API keys in the database.</summary>
internal sealed class ApiKeyStore(DatabaseReader reader, DatabaseWriter writer) : IApiKeyStore
{
    private const string Columns = "id, name, hash, prefix, team_id, owner_user_id, created_at, expires_at, revoked_at, last_used_at";

    private const string Insert = $"""
        INSERT INTO api_key ({Columns})
        VALUES (@Id, @Name, @Hash, @Prefix, @TeamId, @OwnerUserId, @CreatedAt, @ExpiresAt, @RevokedAt, @LastUsedAt)
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
    public Task<bool> DeleteAsync(string id, AuditEntry audit, CancellationToken cancellationToken) => writer.ExecuteAsync(
        work => work.TryExecuteAsync("DELETE FROM api_key WHERE id = @id", new { id }), audit, isConfigurationChange: true, cancellationToken);

    /// <inheritdoc />
    public Task TouchAsync(IReadOnlyDictionary<string, DateTimeOffset> lastUsed, CancellationToken cancellationToken) => writer.ExecuteAsync(
        async work =>
        {
            foreach (var (id, time) in lastUsed)
            {
                // Of several gateways the latest use counts.
                await work.ExecuteAsync(
                    "UPDATE api_key SET last_used_at = @at WHERE id = @id AND (last_used_at IS NULL OR last_used_at < @at)",
                    new { id, at = StoredTime.ToMicroseconds(time) });
            }

            return true;
        },
        [],
        isConfigurationChange: false,
        cancellationToken);
}
