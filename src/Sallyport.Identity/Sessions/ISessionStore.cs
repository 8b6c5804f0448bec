using Sallyport.Core.Auditing;

namespace Sallyport.Identity.Sessions;

/// <summary>Durable sessions.</summary>
public interface ISessionStore
{
    /// <summary>The session with that hash of its access token, or null.</summary>
    Task<Session?> FindAsync(ReadOnlyMemory<byte> accessHash, CancellationToken cancellationToken);

    /// <summary>The session whose refresh tokens share that, or null.</summary>
    Task<Session?> FindFamilyAsync(ReadOnlyMemory<byte> family, CancellationToken cancellationToken);

    /// <summary>The session with that id, or null.</summary>
    Task<Session?> FindByIdAsync(string id, CancellationToken cancellationToken);

    /// <summary>A user's sessions, the last used first; some may have ended by time.</summary>
    Task<IReadOnlyList<Session>> ListOfAsync(string userId, CancellationToken cancellationToken);

    /// <summary>Adds one. Of the user's others the last used stay, so that <paramref name="most"/> are not exceeded.</summary>
    Task InsertAsync(Session session, int most, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>
    /// Stores the session's new hashes. False when it does not exist or its refresh token in force is another than
    /// <see cref="Session.PreviousRefreshHash"/>.
    /// </summary>
    Task<bool> RotateAsync(Session session, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Notes the last use.</summary>
    Task TouchAsync(string id, DateTimeOffset lastSeenAt, CancellationToken cancellationToken);

    /// <summary>Ends one, and by a revocation what was made in it. False when it does not exist.</summary>
    Task<bool> DeleteAsync(string id, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Ends all of a user's sessions but one (null: all), and by revocations what was made in them.</summary>
    Task DeleteOthersAsync(string userId, string? exceptId, AuditEntry audit, CancellationToken cancellationToken);
}
