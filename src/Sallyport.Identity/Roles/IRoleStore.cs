using Sallyport.Core.Auditing;

namespace Sallyport.Identity.Roles;

/// <summary>Durable custom roles. Every change commits together with its audit entry.</summary>
public interface IRoleStore
{
    /// <summary>All custom roles, by name.</summary>
    Task<IReadOnlyList<Role>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Adds one. False when the name is taken.</summary>
    Task<bool> InsertAsync(Role role, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Replaces one by name. False when it does not exist.</summary>
    Task<bool> UpdateAsync(Role role, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Removes one. False when it does not exist or a user has it.</summary>
    Task<bool> DeleteAsync(string name, AuditEntry audit, CancellationToken cancellationToken);
}
