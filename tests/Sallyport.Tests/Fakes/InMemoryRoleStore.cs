using Sallyport.Core.Auditing;
using Sallyport.Identity.Roles;

namespace Sallyport.Tests.Fakes;

public sealed class InMemoryRoleStore : IRoleStore
{
    private readonly Dictionary<string, Role> _roles = [];

    public Task<IReadOnlyList<Role>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Role>>([.. _roles.Values]);

    public Task<bool> InsertAsync(Role role, AuditEntry audit, CancellationToken cancellationToken) => Task.FromResult(_roles.TryAdd(role.Name, role));

    public Task<bool> UpdateAsync(Role role, AuditEntry audit, CancellationToken cancellationToken)
    {
        var isKnown = _roles.ContainsKey(role.Name);
        _roles[role.Name] = role;
        return Task.FromResult(isKnown);
    }

    public Task<bool> DeleteAsync(string name, AuditEntry audit, CancellationToken cancellationToken) => Task.FromResult(_roles.Remove(name));
}
