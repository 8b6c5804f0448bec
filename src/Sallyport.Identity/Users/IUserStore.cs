using Sallyport.Core.Auditing;

namespace Sallyport.Identity.Users;

/// <summary>Durable users. Every change commits together with its audit entry.</summary>
public interface IUserStore
{
    /// <summary>All users, by name.</summary>
    Task<IReadOnlyList<User>> ListAsync(CancellationToken cancellationToken);

    /// <summary>The user of that name, or null.</summary>
    Task<User?> FindByNameAsync(string name, CancellationToken cancellationToken);

    /// <summary>The user with that id, or null.</summary>
    Task<User?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Adds one. False when the name is taken.</summary>
    Task<bool> InsertAsync(User user, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces one by id, but for the password. False when it does not exist, the name is taken, or no active administrator would be left.
    /// Whether it must be changed is left alone when the password is another one than was read.
    /// </summary>
    Task<bool> UpdateAsync(User user, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>
    /// Stores a new password and nothing else: the one in force becomes history, of which the newest <paramref name="history"/> stay.
    /// False when the user does not exist, or is disabled or has another hash than <paramref name="inForce"/> where that is given.
    /// </summary>
    Task<bool> UpdatePasswordAsync(User user, string? inForce, int history, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>
    /// Stores another hash of the same password, or that it must be changed, and nothing else. False when the user does not exist, is disabled,
    /// or has another hash than <paramref name="inForce"/>.
    /// </summary>
    Task<bool> RenewPasswordAsync(User user, string inForce, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>The hashes of a user's earlier passwords, newest first.</summary>
    Task<IReadOnlyList<string>> ListPasswordHistoryAsync(string id, CancellationToken cancellationToken);

    /// <summary>
    /// Removes one, ends their sessions and revokes the API keys they made. False when they do not exist or no active administrator would be left.
    /// </summary>
    Task<bool> DeleteAsync(string id, DateTimeOffset at, AuditEntry audit, CancellationToken cancellationToken);
}
