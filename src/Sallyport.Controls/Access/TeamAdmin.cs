using Sallyport.Core.Access;
using Sallyport.Core.Auditing;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Proxies;

namespace Sallyport.Controls.Access;

/// <summary>Makes, shows, changes and removes teams and their grants.</summary>
public sealed class TeamAdmin(
    ITeamStore store, IProxyStore proxies, ITeamKeys keys, SnapshotRefresher snapshots, IIdGenerator ids, TimeProvider clock)
{
    internal async Task<IReadOnlyList<TeamView>> ListAsync(CancellationToken cancellationToken)
    {
        var names = await NamesAsync(cancellationToken);
        return [.. (await store.ListAsync(cancellationToken)).Select(team => ToView(team, names))];
    }

    internal async Task<Team?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await store.ListAsync(cancellationToken)).FirstOrDefault(team => team.Id == id);

    internal async Task<TeamView> ShowAsync(Team team, CancellationToken cancellationToken) => ToView(team, await NamesAsync(cancellationToken));

    internal async Task<IReadOnlySet<string>> ProxyIdsAsync(CancellationToken cancellationToken) =>
        (await NamesAsync(cancellationToken)).Keys.ToHashSet(StringComparer.Ordinal);

    /// <summary>Null when the name is taken.</summary>
    internal async Task<Team?> CreateAsync(TeamRequest body, RequestActor actor, CancellationToken cancellationToken)
    {
        var team = new Team
        {
            Id = ids.NewId(),
            Name = body.Name?.Trim() ?? "",
            Description = body.Description ?? "",
            IsActive = body.Active ?? true,
            Grants = GrantRequest.ToGrants(body.Proxies ?? []),
            CreatedAt = clock.GetUtcNow(),
        };
        var audit = Entry("usergroup.created", team, actor) with { Details = AuditDetails.Of(new { New = Shown(team) }) };
        return await CommitAsync(await store.InsertAsync(team, audit, cancellationToken), cancellationToken) ? team : null;
    }

    /// <summary>Null when the name is taken or the team was removed meanwhile.</summary>
    internal Task<Team?> UpdateAsync(Team old, TeamRequest body, RequestActor actor, CancellationToken cancellationToken)
    {
        var team = old with
        {
            Name = body.Name?.Trim() ?? "",
            Description = body.Description ?? old.Description,
            IsActive = body.Active ?? old.IsActive,
            Grants = body.Proxies is null ? old.Grants : GrantRequest.ToGrants(body.Proxies),
        };
        return ReplaceAsync("usergroup.updated", old, team, actor, cancellationToken);
    }

    /// <summary>Null when the team was removed meanwhile.</summary>
    internal Task<Team?> GrantAsync(Team old, IReadOnlyList<GrantRequest> grants, RequestActor actor, CancellationToken cancellationToken)
    {
        var team = old with { Grants = GrantRequest.ToGrants(grants) };
        var isNarrower = team.Grants.Count < old.Grants.Count;
        return ReplaceAsync(isNarrower ? "usergroup.access.removed" : "usergroup.access.added", old, team, actor, cancellationToken);
    }

    internal async Task<bool> DeleteAsync(Team team, RequestActor actor, CancellationToken cancellationToken)
    {
        var audit = Entry("usergroup.deleted", team, actor) with { Details = AuditDetails.Of(new { Old = Shown(team) }) };
        return await CommitAsync(await store.DeleteAsync(team.Id, audit, cancellationToken), cancellationToken);
    }

    private static object Shown(Team team) => new { team.Name, team.Description, Active = team.IsActive, Proxies = team.Grants };

    private async Task<Team?> ReplaceAsync(string eventType, Team old, Team team, RequestActor actor, CancellationToken cancellationToken)
    {
        var audit = Entry(eventType, team, actor) with { Details = AuditDetails.Of(new { Old = Shown(old), New = Shown(team) }) };
        return await CommitAsync(await store.UpdateAsync(team, audit, cancellationToken), cancellationToken) ? team : null;
    }

    // All snapshots, not only ours: removing a team revokes its keys, and the answer must not come before that holds.
    private async Task<bool> CommitAsync(bool isChanged, CancellationToken cancellationToken)
    {
        if (isChanged)
        {
            await snapshots.RefreshAsync(cancellationToken);
        }

        return isChanged;
    }

    private async Task<Dictionary<string, string>> NamesAsync(CancellationToken cancellationToken) =>
        (await proxies.ListAsync(cancellationToken)).ToDictionary(proxy => proxy.Id, proxy => proxy.Name, StringComparer.Ordinal);

    private TeamView ToView(Team team, Dictionary<string, string> proxyNames) => new(
        team.Id,
        team.Name,
        team.Description,
        team.IsActive,
        keys.CountOf(team.Id),
        [.. team.Grants.Select(grant => new GrantView(
            grant.ProxyId, proxyNames.GetValueOrDefault(grant.ProxyId, ""), grant.RateLimitPerMinute, grant.AllowedModels, grant.DeniedModels))],
        team.CreatedAt);

    private AuditEntry Entry(string eventType, Team team, RequestActor actor) =>
        actor.Entry(clock.GetUtcNow(), eventType, "team", team.Id, team.Name) with { TeamId = team.Id };
}
