using Sallyport.Core.Auditing;
using Sallyport.Identity.Users;
using Sallyport.Storage.Databases;
using Sallyport.Storage.Writing;

namespace Sallyport.Storage.Users;

/// <summary>Users in the database.</summary>
internal sealed class UserStore(DatabaseReader reader, DatabaseWriter writer) : IUserStore
{
    private const string Columns = "id, name, email, role, password_hash, must_change_password, is_active, created_at, password_changed_at";

    private const string Read = $"""
        {Columns}, EXISTS (SELECT 1 FROM totp WHERE totp.user_id = app_user.id AND totp.confirmed_at IS NOT NULL) AS has_second_factor
        """;

    private const string Insert = $"""
        INSERT INTO app_user ({Columns})
        VALUES (@Id, @Name, @Email, @Role, @PasswordHash, @MustChangePassword, @IsActive, @CreatedAt, @PasswordChangedAt)
        ON CONFLICT DO NOTHING
        """;

    // Holds against two administrators who demote each other at once, too: every writer locks the head of the audit chain first.
    private const string LeavesAdministrator = """
        (role <> 'admin' OR NOT is_active
          OR EXISTS (SELECT 1 FROM app_user other WHERE other.id <> @Id AND other.role = 'admin' AND other.is_active))
        """;

    private const string Delete = $"DELETE FROM app_user WHERE id = @Id AND {LeavesAdministrator}";

    private const string Update = $"""
        UPDATE app_user SET name = @Name, email = @Email, role = @Role, is_active = @IsActive,
          must_change_password = CASE WHEN password_hash = @PasswordHash THEN @MustChangePassword ELSE must_change_password END
        WHERE id = @Id AND NOT EXISTS (SELECT 1 FROM app_user other WHERE other.id <> @Id AND other.name = @Name)
          AND ((@Role = 'admin' AND @IsActive) OR {LeavesAdministrator})
        """;

    // Hashing takes long: what an administrator did to the user meanwhile stays done.
    private const string StillInForce = "AND password_hash = @inForce AND is_active";

    private const string UpdatePassword = """
        UPDATE app_user SET password_hash = @PasswordHash, must_change_password = @MustChangePassword, password_changed_at = @PasswordChangedAt
        WHERE id = @Id
        """;

    private const string Remember = """
        INSERT INTO password_history (user_id, replaced_at, password_hash)
        SELECT id, @PasswordChangedAt, password_hash FROM app_user WHERE id = @Id
        """;

    private const string Forget = """
        DELETE FROM password_history WHERE user_id = @Id
          AND replaced_at NOT IN (SELECT replaced_at FROM password_history WHERE user_id = @Id ORDER BY replaced_at DESC LIMIT @history)
        """;

    private static readonly string[] Belongings = ["session", "password_history", "totp", "recovery_code", "team_member"];

    /// <inheritdoc />
    public async Task<IReadOnlyList<User>> ListAsync(CancellationToken cancellationToken)
    {
        var rows = await reader.ListAsync<UserRow>($"SELECT {Read} FROM app_user ORDER BY name", null, cancellationToken);
        return [.. rows.Select(row => row.ToUser())];
    }

    /// <inheritdoc />
    public async Task<User?> FindByNameAsync(string name, CancellationToken cancellationToken) =>
        (await reader.FindAsync<UserRow>($"SELECT {Read} FROM app_user WHERE name = @name", new { name }, cancellationToken))?.ToUser();

    /// <inheritdoc />
    public async Task<User?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await reader.FindAsync<UserRow>($"SELECT {Read} FROM app_user WHERE id = @id", new { id }, cancellationToken))?.ToUser();

    /// <inheritdoc />
    public Task<bool> InsertAsync(User user, AuditEntry audit, CancellationToken cancellationToken) =>
        writer.ExecuteAsync(work => work.TryExecuteAsync(Insert, UserRow.From(user)), audit, isConfigurationChange: true, cancellationToken);

    /// <inheritdoc />
    public Task<bool> UpdateAsync(User user, AuditEntry audit, CancellationToken cancellationToken) =>
        writer.ExecuteAsync(work => work.TryExecuteAsync(Update, UserRow.From(user)), audit, isConfigurationChange: true, cancellationToken);

    /// <inheritdoc />
    public Task<bool> UpdatePasswordAsync(User user, string? inForce, int history, AuditEntry audit, CancellationToken cancellationToken) => writer.ExecuteAsync(
        async work =>
        {
            var condition = inForce is null ? "" : StillInForce;
            var parameters = PasswordOf(user, inForce);
            await work.ExecuteAsync($"{Remember} {condition} ON CONFLICT DO NOTHING", parameters);
            if (!await work.TryExecuteAsync($"{UpdatePassword} {condition}", parameters))
            {
                return false;
            }

            await work.ExecuteAsync(Forget, new { user.Id, history });
            return true;
        },
        audit,
        isConfigurationChange: true,
        cancellationToken);

    /// <inheritdoc />
    public Task<bool> RenewPasswordAsync(User user, string inForce, AuditEntry audit, CancellationToken cancellationToken) => writer.ExecuteAsync(
        work => work.TryExecuteAsync($"{UpdatePassword} {StillInForce}", PasswordOf(user, inForce)), audit, isConfigurationChange: true, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<string>> ListPasswordHistoryAsync(string id, CancellationToken cancellationToken) =>
        reader.ListAsync<string>("SELECT password_hash FROM password_history WHERE user_id = @id ORDER BY replaced_at DESC", new { id }, cancellationToken);

    /// <inheritdoc />
    public Task<bool> DeleteAsync(string id, DateTimeOffset at, AuditEntry audit, CancellationToken cancellationToken) => writer.ExecuteAsync(
        async work =>
        {
            if (!await work.TryExecuteAsync(Delete, new { Id = id }))
            {
                return false;
            }

            // Not every database is asked to follow its references.
            foreach (var table in Belongings)
            {
                await work.ExecuteAsync($"DELETE FROM {table} WHERE user_id = @id", new { id });
            }

            await work.ExecuteAsync(
                "UPDATE api_key SET revoked_at = @at WHERE owner_user_id = @id AND revoked_at IS NULL", new { id, at = StoredTime.ToMicroseconds(at) });
            return true;
        },
        audit,
        isConfigurationChange: true,
        cancellationToken);

    private static object PasswordOf(User user, string? inForce) => new
    {
        user.Id,
        user.PasswordHash,
        user.MustChangePassword,
        PasswordChangedAt = StoredTime.ToMicroseconds(user.PasswordChangedAt),
        inForce,
    };
}
