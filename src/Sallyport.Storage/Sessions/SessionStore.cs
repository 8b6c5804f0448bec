using Sallyport.Core.Auditing;
using Sallyport.Identity.Revocation;
using Sallyport.Identity.Sessions;
using Sallyport.Identity.Tokens;
using Sallyport.Storage.Databases;
using Sallyport.Storage.Writing;

namespace Sallyport.Storage.Sessions;

/// <summary>
/// Sessions in the database. They are looked up there, not in a snapshot, so signing in outdates none; ending one outdates that of the revocations.
/// </summary>
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

    // In the transaction of the session's end: the access tokens made in it must not outlive it, whatever fails after.
    private const string EndFamily = """
        INSERT INTO revocation (kind, value, revoked_at, expires_at) SELECT @kind, id, @at, @until FROM session WHERE
        """;

    private const string OrAgain = "ON CONFLICT (kind, value) DO UPDATE SET revoked_at = excluded.revoked_at, expires_at = excluded.expires_at";

    private static readonly string Family = StoredNames.Of(RevocationKind.Family);

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
        async work =>
        {
            var (at, until) = TimesOf(audit);
            await work.ExecuteAsync($"{EndFamily} id = @id {OrAgain}", new { kind = Family, at, until, id });
            return await work.TryExecuteAsync("DELETE FROM session WHERE id = @id", new { id });
        },
        audit,
        isConfigurationChange: true,
        cancellationToken);

    /// <inheritdoc />
    public Task DeleteOthersAsync(string userId, string? exceptId, AuditEntry audit, CancellationToken cancellationToken) => writer.ExecuteAsync(
        async work =>
        {
            // Recorded also when there was none to end: somebody asked for it.
            var (at, until) = TimesOf(audit);
            var which = new { kind = Family, at, until, userId, exceptId = exceptId ?? "" };
            await work.ExecuteAsync($"{EndFamily} user_id = @userId AND id <> @exceptId {OrAgain}", which);
            await work.ExecuteAsync("DELETE FROM session WHERE user_id = @userId AND id <> @exceptId", which);
            return true;
        },
        audit,
        isConfigurationChange: true,
        cancellationToken);

    private static (long At, long Until) TimesOf(AuditEntry audit) =>
        (StoredTime.ToMicroseconds(audit.Time), StoredTime.ToMicroseconds(audit.Time + AccessToken.LongestLife));

    private async Task<Session?> FindAsync(string condition, object key, CancellationToken cancellationToken) =>
        (await reader.FindAsync<SessionRow>($"SELECT {Columns} FROM session WHERE {condition}", new { key }, cancellationToken))?.ToSession();
}
