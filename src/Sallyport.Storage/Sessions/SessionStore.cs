using Sallyport.Core.Auditing;
using Sallyport.Identity.Sessions;
using Sallyport.Storage.Databases;
using Sallyport.Storage.Writing;

namespace Sallyport.Storage.Sessions;

/// <summary>Sessions in the database. They are looked up there, not in a snapshot, so signing in outdates none.</summary>
internal sealed class SessionStore(DatabaseReader reader, DatabaseWriter writer) : ISessionStore
{
    private const string Columns = "id, token_hash, user_id, created_at, expires_at, last_seen_at";

    /// <inheritdoc />
    public async Task<Session?> FindAsync(ReadOnlyMemory<byte> tokenHash, CancellationToken cancellationToken) =>
        (await reader.FindAsync<SessionRow>(
            $"SELECT {Columns} FROM session WHERE token_hash = @hash", new { hash = tokenHash.ToArray() }, cancellationToken))?.ToSession();

    /// <inheritdoc />
    public Task InsertAsync(Session session, AuditEntry audit, CancellationToken cancellationToken) => writer.ExecuteAsync(
        async work =>
        {
            // Signing in is the moment to clear what has expired: sessions are few, and no timer is needed.
            await work.ExecuteAsync("DELETE FROM session WHERE expires_at <= @CreatedAt", SessionRow.From(session));
            return await work.TryExecuteAsync(
                $"INSERT INTO session ({Columns}) VALUES (@Id, @TokenHash, @UserId, @CreatedAt, @ExpiresAt, @LastSeenAt)", SessionRow.From(session));
        },
        audit,
        isConfigurationChange: false,
        cancellationToken);

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
}
