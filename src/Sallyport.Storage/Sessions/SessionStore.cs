using Sallyport.Core.Auditing;
using Sallyport.Identity.Sessions;
using Sallyport.Storage.Databases;
using Sallyport.Storage.Writing;

namespace Sallyport.Storage.Sessions;

/// <summary>Sessions in the database. They are looked up there, not in a snapshot, so signing in outdates none.</summary>
internal sealed class SessionStore(DatabaseReader reader, DatabaseWriter writer) : ISessionStore
{
    private const string Columns = """
        id, user_id, access_hash, access_expires_at, family, refresh_hash, previous_refresh_hash, rotated_at, created_at, expires_at, last_seen_at,
        method, address, user_agent
        """;

    private const string Insert = $"""
        INSERT INTO session ({Columns})
        VALUES (@Id, @UserId, @AccessHash, @AccessExpiresAt, @Family, @RefreshHash, @PreviousRefreshHash, @RotatedAt, @CreatedAt, @ExpiresAt, @LastSeenAt,
          @Method, @Address, @UserAgent)
        """;

    // Two who show the same refresh token at once must not both get a successor: the second finds another secret than it read.
    private const string Rotate = """
        UPDATE session SET access_hash = @AccessHash, access_expires_at = @AccessExpiresAt, refresh_hash = @RefreshHash,
          previous_refresh_hash = @PreviousRefreshHash, rotated_at = @RotatedAt, last_seen_at = @LastSeenAt
        WHERE id = @Id AND refresh_hash = @PreviousRefreshHash
        """;

    /// <inheritdoc />
    public Task<Session?> FindAsync(ReadOnlyMemory<byte> accessHash, CancellationToken cancellationToken) =>
        FindAsync("access_hash = @key", accessHash.ToArray(), cancellationToken);

    /// <inheritdoc />
    public Task<Session?> FindFamilyAsync(ReadOnlyMemory<byte> family, CancellationToken cancellationToken) =>
        FindAsync("family = @key", family.ToArray(), cancellationToken);

    /// <inheritdoc />
    public Task<Session?> FindByIdAsync(string id, CancellationToken cancellationToken) => FindAsync("id = @key", id, cancellationToken);

    /// <inheritdoc />
    public async Task<IReadOnlyList<Session>> ListOfAsync(string userId, CancellationToken cancellationToken)
    {
        var rows = await reader.ListAsync<SessionRow>($"SELECT {Columns} FROM session WHERE user_id = @userId ORDER BY last_seen_at DESC, id", new { userId }, cancellationToken);
        return [.. rows.Select(row => row.ToSession())];
    }

    /// <inheritdoc />
    public Task InsertAsync(Session session, int most, AuditEntry audit, CancellationToken cancellationToken) => writer.ExecuteAsync(
        async work =>
        {
            // Signing in is the moment to clear what has expired: sessions are few, and no timer is needed.
            var row = SessionRow.From(session);
            await work.ExecuteAsync("DELETE FROM session WHERE expires_at <= @CreatedAt", row);
            await work.ExecuteAsync(
                "DELETE FROM session WHERE user_id = @UserId AND id NOT IN (SELECT id FROM session WHERE user_id = @UserId ORDER BY last_seen_at DESC, id DESC LIMIT @kept)",
                new { row.UserId, kept = most - 1 });
            return await work.TryExecuteAsync(Insert, row);
        },
        audit,
        isConfigurationChange: false,
        cancellationToken);

    /// <inheritdoc />
    public Task<bool> RotateAsync(Session session, AuditEntry audit, CancellationToken cancellationToken) =>
        writer.ExecuteAsync(work => work.TryExecuteAsync(Rotate, SessionRow.From(session)), audit, isConfigurationChange: false, cancellationToken);

    /// <inheritdoc />
    public Task TouchAsync(string id, DateTimeOffset lastSeenAt, CancellationToken cancellationToken) => writer.ExecuteAsync(
        work => work.TryExecuteAsync("UPDATE session SET last_seen_at = @at WHERE id = @id", new { id, at = StoredTime.ToMicroseconds(lastSeenAt) }),
        [],
        isConfigurationChange: false,
        cancellationToken);

    /// <inheritdoc />
    public Task<bool> DeleteAsync(string id, AuditEntry audit, CancellationToken cancellationToken) => writer.ExecuteAsync(
        work => work.TryExecuteAsync("DELETE FROM session WHERE id = @id", new { id }), audit, isConfigurationChange: false, cancellationToken);

    /// <inheritdoc />
    public Task DeleteOthersAsync(string userId, string? exceptId, AuditEntry audit, CancellationToken cancellationToken) => writer.ExecuteAsync(
        async work =>
        {
            // Recorded also when there was none to end: somebody asked for it.
            await work.ExecuteAsync("DELETE FROM session WHERE user_id = @userId AND id <> @exceptId", new { userId, exceptId = exceptId ?? "" });
            return true;
        },
        audit,
        isConfigurationChange: false,
        cancellationToken);

    private async Task<Session?> FindAsync(string condition, object key, CancellationToken cancellationToken) =>
        (await reader.FindAsync<SessionRow>($"SELECT {Columns} FROM session WHERE {condition}", new { key }, cancellationToken))?.ToSession();
}
