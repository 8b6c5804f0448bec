using Sallyport.Core.Access;
using Sallyport.Core.Auditing;
using Sallyport.Identity.Roles;
using Sallyport.Storage.Databases;
using Sallyport.Storage.Writing;

namespace Sallyport.Storage.Roles;

/// <summary>Custom roles in the database.</summary>
internal sealed class RoleStore(DatabaseReader reader, DatabaseWriter writer) : IRoleStore
{
    private const string Insert = """
        INSERT INTO custom_role (name, description, permissions, created_at)
        VALUES (@Name, @Description, @Permissions, @CreatedAt) ON CONFLICT DO NOTHING
        """;

    /// <inheritdoc />
    public async Task<IReadOnlyList<Role>> ListAsync(CancellationToken cancellationToken)
    {
        var rows = await reader.ListAsync<RoleRow>("SELECT name, description, permissions, created_at FROM custom_role ORDER BY name", null, cancellationToken);
        return [.. rows.Select(row => new Role
        {
            Name = row.Name,
            Description = row.Description,
            Rights = Rights.Of(row.Permissions.Split(' ')),
            CreatedAt = StoredTime.FromMicroseconds(row.CreatedAt),
        })];
    }

    /// <inheritdoc />
    public Task<bool> InsertAsync(Role role, AuditEntry audit, CancellationToken cancellationToken) =>
        writer.ExecuteAsync(work => work.TryExecuteAsync(Insert, Row(role)), audit, isConfigurationChange: true, cancellationToken);

    /// <inheritdoc />
    public Task<bool> UpdateAsync(Role role, AuditEntry audit, CancellationToken cancellationToken) => writer.ExecuteAsync(
        work => work.TryExecuteAsync("UPDATE custom_role SET description = @Description, permissions = @Permissions WHERE name = @Name", Row(role)),
        audit,
        isConfigurationChange: true,
        cancellationToken);

    /// <inheritdoc />
    public Task<bool> DeleteAsync(string name, AuditEntry audit, CancellationToken cancellationToken) => writer.ExecuteAsync(
        work => work.TryExecuteAsync(
            "DELETE FROM custom_role WHERE name = @name AND NOT EXISTS (SELECT 1 FROM app_user WHERE role = @name)", new { name }),
        audit,
        isConfigurationChange: true,
        cancellationToken);

    private static RoleRow Row(Role role) => new()
    {
        Name = role.Name,
        Description = role.Description,
        Permissions = string.Join(' ', role.Rights.Names),
        CreatedAt = StoredTime.ToMicroseconds(role.CreatedAt.GetValueOrDefault()),
    };
}
