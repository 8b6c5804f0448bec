using Microsoft.AspNetCore.Http;
using Sallyport.Core.Access;
using Sallyport.Core.Api;
using Sallyport.Core.Auditing;
using Sallyport.Core.Proxies;

namespace Sallyport.Controls.Access;

/// <summary>Who is in a team, and what its leaders may do to it.</summary>
public sealed class TeamMembers(ITeamStore store, AccessTable access, SnapshotRefresher snapshots, TimeProvider clock)
{
    /// <summary>The refusal of somebody who may not change the team, or null: whoever holds teams:write may, and its own leaders.</summary>
    internal ApiProblem? FindRefusal(HttpContext http, Team team)
    {
        var person = http.User.FindFirst(ApiClaims.UserId)?.Value ?? "";
        return Rights.Of(http).Has(Permissions.TeamsWrite) || access.FindRole(team.Id, person) == TeamRole.TeamAdmin
            ? null
            : ApiProblem.Of(403, "forbidden", $"You do not lead the team '{team.Name}', and your role lacks the permission {Permissions.TeamsWrite}.");
    }

    /// <summary>The refusal of grants that give the team more than it has, or null. Leaders narrow; what is wider takes teams:write.</summary>
    internal static ApiProblem? FindExcess(HttpContext http, Team team, IReadOnlyList<GrantRequest> grants)
    {
        if (Rights.Of(http).Has(Permissions.TeamsWrite))
        {
            return null;
        }

        var excess = GrantRequest.ToGrants(grants).FirstOrDefault(grant => !team.Grants.Any(held => IsWithin(grant, held)));
        return excess is null ? null : ApiProblem.Of(
            403, "exceeds_own_rights", $"The team '{team.Name}' has no grant as wide as this one for the proxy '{excess.ProxyId}'; {Permissions.TeamsWrite} could give it.");
    }

    /// <summary>False when the user does not exist, or the team was removed meanwhile.</summary>
    internal Task<bool> SetAsync(Team team, string userId, TeamRole role, RequestActor actor, CancellationToken cancellationToken)
    {
        var audit = Entry("usergroup.member.set", team, actor) with { Details = AuditDetails.Of(new { Member = userId, Role = role }) };
        return CommitAsync(store.SetMemberAsync(team.Id, userId, role, audit, cancellationToken), cancellationToken);
    }

    /// <summary>False when they were no member.</summary>
    internal Task<bool> RemoveAsync(Team team, string userId, RequestActor actor, CancellationToken cancellationToken)
    {
        var audit = Entry("usergroup.member.removed", team, actor) with { Details = AuditDetails.Of(new { Member = userId }) };
        return CommitAsync(store.RemoveMemberAsync(team.Id, userId, audit, cancellationToken), cancellationToken);
    }

    /// <summary>Whether a grant allows no more than another one, as far as can be told from the patterns: those that there were, or fewer.</summary>
    internal static bool IsWithin(ProxyGrant grant, ProxyGrant held) =>
        grant.ProxyId == held.ProxyId
        && (grant.RateLimitPerMinute == held.RateLimitPerMinute || held.RateLimitPerMinute == 0 || (grant.RateLimitPerMinute > 0 && grant.RateLimitPerMinute <= held.RateLimitPerMinute))
        && (held.AllowedModels.Count == 0 || (grant.AllowedModels.Count > 0 && grant.AllowedModels.All(held.AllowedModels.Contains)))
        && held.DeniedModels.All(grant.DeniedModels.Contains);

    private async Task<bool> CommitAsync(Task<bool> change, CancellationToken cancellationToken)
    {
        var isChanged = await change;
        await snapshots.RefreshAsync(cancellationToken);
        return isChanged;
    }

    private AuditEntry Entry(string eventType, Team team, RequestActor actor) =>
        actor.Entry(clock.GetUtcNow(), eventType, "team", team.Id, team.Name) with { TeamId = team.Id };
}
