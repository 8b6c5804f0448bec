using Sallyport.Core.Access;
using Sallyport.Core.Auditing;
using Sallyport.Identity.Users;

namespace Sallyport.Identity.Roles;

/// <summary>Makes, shows, changes and removes custom roles. Nobody makes one that holds more than they do.</summary>
public sealed class RoleAdmin(IRoleStore store, RoleTable table, UserTable users, TimeProvider clock)
{
    internal IReadOnlyList<RoleView> List(Rights viewer) => [.. table.List().Select(role => ToView(role, viewer))];

    internal RoleView ToView(Role role, Rights viewer) => new(
        role.Name, role.Description, role.IsBuiltIn, role.Rights.Names, role.Rights.Reach, users.CountOf(role.Name), viewer.Cover(role.Rights), role.CreatedAt);

    /// <summary>Null when the name is taken.</summary>
    internal async Task<Role?> CreateAsync(string name, RoleRequest body, RequestActor actor, CancellationToken cancellationToken)
    {
        var role = new Role
        {
            Name = name, Description = body.Description?.Trim() ?? "", Rights = Rights.Of(body.Permissions ?? []), CreatedAt = clock.GetUtcNow(),
        };
        var audit = Entry("role.created", role, actor) with { Details = AuditDetails.Of(new { New = Shown(role) }) };
        return table.Find(name) is null && await CommitAsync(store.InsertAsync(role, audit, cancellationToken), cancellationToken) ? role : null;
    }

    /// <summary>Null when the role was removed meanwhile.</summary>
    internal async Task<Role?> UpdateAsync(Role old, RoleRequest body, RequestActor actor, CancellationToken cancellationToken)
    {
        var role = old with { Description = body.Description?.Trim() ?? old.Description, Rights = Rights.Of(body.Permissions ?? []) };
        var audit = Entry("role.updated", role, actor) with { Details = AuditDetails.Of(new { Old = Shown(old), New = Shown(role) }) };
        return await CommitAsync(store.UpdateAsync(role, audit, cancellationToken), cancellationToken) ? role : null;
    }

    /// <summary>False when a user has it, or it was removed meanwhile.</summary>
    internal Task<bool> DeleteAsync(Role role, RequestActor actor, CancellationToken cancellationToken)
    {
        var audit = Entry("role.deleted", role, actor) with { Details = AuditDetails.Of(new { Old = Shown(role) }) };
        return CommitAsync(store.DeleteAsync(role.Name, audit, cancellationToken), cancellationToken);
    }

    private static object Shown(Role role) => new { role.Description, Permissions = role.Rights.Names };

    private async Task<bool> CommitAsync(Task<bool> change, CancellationToken cancellationToken)
    {
        var isChanged = await change;
        await table.ReloadAsync(cancellationToken);
        return isChanged;
    }

    private AuditEntry Entry(string eventType, Role role, RequestActor actor) => actor.Entry(clock.GetUtcNow(), eventType, "role", role.Name, role.Name);
}
