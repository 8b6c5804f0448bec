using Sallyport.Core.Access;
using Sallyport.Core.Auditing;

namespace Sallyport.Controls.Access;

/// <summary>Durable teams with their grants. Every change commits together with its audit entry.</summary>
public interface ITeamStore
{
    /// <summary>All teams with their grants and members, by name.</summary>
    Task<IReadOnlyList<Team>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Adds one. False when the name is taken.</summary>
    Task<bool> InsertAsync(Team team, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Replaces one and its grants. False when it does not exist or the name is taken.</summary>
    Task<bool> UpdateAsync(Team team, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Adds a member or changes their role. False when the team or the user does not exist.</summary>
    Task<bool> SetMemberAsync(string teamId, string userId, TeamRole role, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Takes a member out and revokes the keys that they made for the team. False when they were none.</summary>
    Task<bool> RemoveMemberAsync(string teamId, string userId, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Removes one; its keys are revoked. False when it does not exist.</summary>
    Task<bool> DeleteAsync(string id, AuditEntry audit, CancellationToken cancellationToken);
}
