using Sallyport.Core.Auditing;
using Sallyport.Identity.Revocation;
using Sallyport.Storage.Databases;
using Sallyport.Storage.Writing;

namespace Sallyport.Storage.Tokens;

/// <summary>Revocations in the database.</summary>
internal sealed class RevocationStore(DatabaseReader reader, DatabaseWriter writer) : IRevocationStore
{
    private const string Columns = "kind, value, revoked_at, expires_at";

    private const string Upsert = $"""
        INSERT INTO revocation ({Columns}) VALUES (@Kind, @Value, @RevokedAt, @ExpiresAt)
        ON CONFLICT (kind, value) DO UPDATE SET revoked_at = excluded.revoked_at, expires_at = excluded.expires_at
        """;

    /// <inheritdoc />
    public async Task<IReadOnlyList<RevocationEntry>> ListAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = await reader.ListAsync<RevocationRow>(
            $"SELECT {Columns} FROM revocation WHERE expires_at > @now ORDER BY kind, value", new { now = StoredTime.ToMicroseconds(now) }, cancellationToken);
        return [.. rows.Select(row => row.ToEntry())];
    }

    /// <inheritdoc />
    public Task AddAsync(RevocationEntry entry, AuditEntry audit, CancellationToken cancellationToken) => writer.ExecuteAsync(
        async work =>
        {
            await work.ExecuteAsync("DELETE FROM revocation WHERE expires_at <= @now", new { now = StoredTime.ToMicroseconds(entry.RevokedAt) });
            return await work.TryExecuteAsync(Upsert, RevocationRow.From(entry));
        },
        audit,
        isConfigurationChange: true,
        cancellationToken);
}
