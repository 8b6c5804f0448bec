using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Sallyport.Core.Access;
using Sallyport.Core.Api;
using Sallyport.Core.Auditing;

namespace Sallyport.Controls.Access;

/// <summary>The members of a team in the management API.</summary>
internal static class TeamMemberEndpoints
{
    internal static void MapMembers(this RouteGroupBuilder teams)
    {
        teams.MapGet("/{id}/members", ListAsync).RequireAuthorization(Permissions.TeamsRead).WithSummary("Who is in a team");
        teams.MapPut("/{id}/members/{user}", SetAsync).RequireAuthorization(Permissions.TeamsOwn).WithSummary("Make a user a member of a team, or change what they are to it");
        teams.MapDelete("/{id}/members/{user}", RemoveAsync).RequireAuthorization(Permissions.TeamsOwn).WithSummary("Take a member out of a team and revoke the keys that they made for it");
    }

    private static async Task<Results<Ok<ApiEnvelope<IReadOnlyList<TeamMember>>>, ApiProblem>> ListAsync(
        string id, TeamAdmin admin, CancellationToken cancellationToken) =>
        await admin.FindAsync(id, cancellationToken) is { } team ? ApiResult.Ok(team.Members) : ApiProblem.NotFound("team", id);

    private static async Task<Results<Ok<ApiEnvelope<IReadOnlyList<TeamMember>>>, ApiProblem>> SetAsync(
        string id, string user, TeamMemberRequest? body, HttpContext http, TeamAdmin admin, TeamMembers members, CancellationToken cancellationToken)
    {
        if (await admin.FindAsync(id, cancellationToken) is not { } team)
        {
            return ApiProblem.NotFound("team", id);
        }

        if (members.FindRefusal(http, team) is { } refusal)
        {
            return refusal;
        }

        return await members.SetAsync(team, user, body?.Role ?? TeamRole.Member, RequestActor.From(http), cancellationToken)
            && await admin.FindAsync(id, cancellationToken) is { } changed
            ? ApiResult.Ok(changed.Members)
            : ApiProblem.NotFound("user", user);
    }

    private static async Task<Results<Ok<ApiEnvelope<IReadOnlyList<TeamMember>>>, ApiProblem>> RemoveAsync(
        string id, string user, HttpContext http, TeamAdmin admin, TeamMembers members, CancellationToken cancellationToken)
    {
        if (await admin.FindAsync(id, cancellationToken) is not { } team)
        {
            return ApiProblem.NotFound("team", id);
        }

        if (members.FindRefusal(http, team) is { } refusal)
        {
            return refusal;
        }

        return await members.RemoveAsync(team, user, RequestActor.From(http), cancellationToken)
            && await admin.FindAsync(id, cancellationToken) is { } changed
            ? ApiResult.Ok(changed.Members)
            : ApiProblem.NotFound("member", user);
    }
}
