using Sallyport.Core.Auditing;

namespace Sallyport.Identity.Sessions;

/// <summary>Durable sessions.</summary>
public interface ISessionStore
{
    /// <summary>The session with that token hash, or null.</summary>
    Task<Session?> FindAsync(ReadOnlyMemory<byte> tokenHash, CancellationToken cancellationToken);

    /// <summary>Adds one.</summary>
    Task InsertAsync(Session session, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Notes the last use.</summary>
    Task TouchAsync(string id, DateTimeOffset lastSeenAt, CancellationToken cancellationToken);

    /// <summary>Ends one. False when it does not exist.</summary>
    Task<bool> DeleteAsync(string id, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Ends all of a user's sessions but one (null: all).</summary>
    Task DeleteOthersAsync(string userId, string? exceptId, AuditEntry audit, CancellationToken cancellationToken);
}
