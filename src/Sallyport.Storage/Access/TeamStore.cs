using Sallyport.Controls.Access;
using Sallyport.Core.Auditing;
using Sallyport.Storage.Databases;
using Sallyport.Storage.Writing;

namespace Sallyport.Storage.Access;

/// <summary>Teams and their grants in the database.</summary>
internal sealed class TeamStore(DatabaseReader reader, DatabaseWriter writer, TimeProvider clock) : ITeamStore
{
    private const string Insert = """
        INSERT INTO team (id, name, description, is_active, created_at)
        VALUES (@Id, @Name, @Description, @IsActive, @CreatedAt) ON CONFLICT DO NOTHING
        """;

    private const string Update = """
        UPDATE team SET name = @Name, description = @Description, is_active = @IsActive
        WHERE id = @Id AND NOT EXISTS (SELECT 1 FROM team other WHERE other.id <> @Id AND other.name = @Name)
        """;

    // A grant on a proxy that was deleted meanwhile is left out: nothing is granted by it.
    private const string InsertGrant = """
        INSERT INTO proxy_grant (team_id, proxy_id, rate_limit_per_minute, allowed_models, denied_models)
        SELECT @TeamId, id, CAST(@RateLimitPerMinute AS bigint), @AllowedModels, @DeniedModels FROM proxy WHERE id = @ProxyId
        ON CONFLICT (team_id, proxy_id) DO UPDATE SET rate_limit_per_minute = excluded.rate_limit_per_minute,
          allowed_models = excluded.allowed_models, denied_models = excluded.denied_models
        """;

    /// <inheritdoc />
    public async Task<IReadOnlyList<Team>> ListAsync(CancellationToken cancellationToken)
    {
        // Grants are read after the teams: one that belongs to a team added in between finds no team and is left out.
        var teams = await reader.ListAsync<TeamRow>("SELECT id, name, description, is_active, created_at FROM team ORDER BY name", null, cancellationToken);
        var rows = await reader.ListAsync<GrantRow>(
            "SELECT team_id, proxy_id, rate_limit_per_minute, allowed_models, denied_models FROM proxy_grant ORDER BY proxy_id", null, cancellationToken);
        var grants = rows.ToLookup(row => row.TeamId, Grant, StringComparer.Ordinal);
        return [.. teams.Select(team => new Team
        {
            Id = team.Id,
            Name = team.Name,
            Description = team.Description,
            IsActive = team.IsActive,
            Grants = [.. grants[team.Id]],
            CreatedAt = StoredTime.FromMicroseconds(team.CreatedAt),
        })];
    }

    /// <inheritdoc />
    public Task<bool> InsertAsync(Team team, AuditEntry audit, CancellationToken cancellationToken) => writer.ExecuteAsync(
        async work => await work.TryExecuteAsync(Insert, Row(team)) && await AddGrantsAsync(work, team),
        audit,
        isConfigurationChange: true,
        cancellationToken);

    /// <inheritdoc />
    public Task<bool> UpdateAsync(Team team, AuditEntry audit, CancellationToken cancellationToken) => writer.ExecuteAsync(
        async work =>
        {
            if (!await work.TryExecuteAsync(Update, Row(team)))
            {
                return false;
            }

            await work.ExecuteAsync("DELETE FROM proxy_grant WHERE team_id = @Id", new { team.Id });
            return await AddGrantsAsync(work, team);
        },
        audit,
        isConfigurationChange: true,
        cancellationToken);

    /// <inheritdoc />
    public Task<bool> DeleteAsync(string id, AuditEntry audit, CancellationToken cancellationToken) => writer.ExecuteAsync(
        async work =>
        {
            await work.ExecuteAsync(
                "UPDATE api_key SET revoked_at = @at WHERE team_id = @id AND revoked_at IS NULL",
                new { id, at = StoredTime.ToMicroseconds(clock.GetUtcNow()) });
            return await work.TryExecuteAsync("DELETE FROM team WHERE id = @id", new { id });
        },
        audit,
        isConfigurationChange: true,
        cancellationToken);

    private static ProxyGrant Grant(GrantRow row) => new(row.ProxyId, (int?)row.RateLimitPerMinute)
    {
        AllowedModels = row.AllowedModels.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        DeniedModels = row.DeniedModels.Split(' ', StringSplitOptions.RemoveEmptyEntries),
    };

    private static TeamRow Row(Team team) => new()
    {
        Id = team.Id,
        Name = team.Name,
        Description = team.Description,
        IsActive = team.IsActive,
        CreatedAt = StoredTime.ToMicroseconds(team.CreatedAt),
    };

    private static async Task<bool> AddGrantsAsync(DatabaseWork work, Team team)
    {
        foreach (var grant in team.Grants)
        {
            await work.ExecuteAsync(InsertGrant, new
            {
                TeamId = team.Id,
                grant.ProxyId,
                grant.RateLimitPerMinute,
                AllowedModels = string.Join(' ', grant.AllowedModels),
                DeniedModels = string.Join(' ', grant.DeniedModels),
            });
        }

        return true;
    }
}
