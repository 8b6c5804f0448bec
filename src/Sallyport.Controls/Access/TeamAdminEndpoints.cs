using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Sallyport.Core.Access;
using Sallyport.Core.Api;
using Sallyport.Core.Auditing;

namespace Sallyport.Controls.Access;

/// <summary>Teams of the management API.</summary>
public static class TeamAdminEndpoints
{
    private static readonly Dictionary<string, Func<TeamView, IComparable?>> Sorts = new(StringComparer.Ordinal)
    {
        ["name"] = team => team.Name,
        ["created_at"] = team => team.CreatedAt,
        ["key_count"] = team => team.KeyCount,
    };

    /// <summary>Maps <c>/teams</c> and its alias <c>/user-groups</c>; the host gives the prefix.</summary>
    public static RouteGroupBuilder MapTeamsAdmin(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("").WithTags("Teams").WithMetadata(RequestBodyLimit.Small);
        Map(group.MapGroup("/teams"));

        // The alias is left out of the API description, where it would only double every operation.
        Map(group.MapGroup("/user-groups").ExcludeFromDescription());
        return group;
    }

    private static void Map(RouteGroupBuilder group)
    {
        group.MapGet("", ListAsync).RequireAuthorization(Permissions.TeamsRead).WithMetadata(new SortMembers(Sorts.Keys)).WithSummary("All teams with their grants");
        group.MapGet("/{id}", GetAsync).RequireAuthorization(Permissions.TeamsRead).WithSummary("One team");
        group.MapPost("", CreateAsync).RequireAuthorization(Permissions.TeamsWrite).WithSummary("Make a team");
        group.MapPut("/{id}", UpdateAsync).RequireAuthorization(Permissions.TeamsWrite).WithSummary("Replace a team; grants stay where none are sent");
        group.MapPut("/{id}/grants", GrantAsync).RequireAuthorization(Permissions.TeamsWrite).WithSummary("Replace what a team may use, and how often");
        group.MapDelete("/{id}", DeleteAsync).RequireAuthorization(Permissions.TeamsWrite).WithSummary("Remove a team and revoke its keys");
    }

    private static async Task<Ok<ApiEnvelope<PagedList<TeamView>>>> ListAsync(
        [AsParameters] PageRequest page, TeamAdmin admin, CancellationToken cancellationToken) =>
        ApiResult.Ok(PagedList.From(await admin.ListAsync(cancellationToken), page, team => $"{team.Name} {team.Description}", Sorts));

    private static async Task<Results<Ok<ApiEnvelope<TeamView>>, ApiProblem>> GetAsync(
        string id, TeamAdmin admin, CancellationToken cancellationToken) =>
        await admin.FindAsync(id, cancellationToken) is { } team
            ? ApiResult.Ok(await admin.ShowAsync(team, cancellationToken))
            : ApiProblem.NotFound("team", id);

    private static async Task<Results<Created<ApiEnvelope<TeamView>>, ApiProblem>> CreateAsync(
        TeamRequest body, HttpContext http, TeamAdmin admin, CancellationToken cancellationToken)
    {
        var faults = body.FindFaults(await admin.ProxyIdsAsync(cancellationToken));
        if (!faults.IsEmpty)
        {
            return faults.ToProblem();
        }

        return await admin.CreateAsync(body, RequestActor.From(http), cancellationToken) is { } team
            ? ApiResult.Created($"{http.Request.PathBase}{http.Request.Path}/{team.Id}", await admin.ShowAsync(team, cancellationToken))
            : ApiProblem.NameTaken("team", body.Name ?? "");
    }

    private static async Task<Results<Ok<ApiEnvelope<TeamView>>, ApiProblem>> UpdateAsync(
        string id, TeamRequest body, HttpContext http, TeamAdmin admin, CancellationToken cancellationToken)
    {
        if (await admin.FindAsync(id, cancellationToken) is not { } old)
        {
            return ApiProblem.NotFound("team", id);
        }

        var faults = body.FindFaults(await admin.ProxyIdsAsync(cancellationToken));
        if (!faults.IsEmpty)
        {
            return faults.ToProblem();
        }

        return await admin.UpdateAsync(old, body, RequestActor.From(http), cancellationToken) is { } team
            ? ApiResult.Ok(await admin.ShowAsync(team, cancellationToken))
            : ApiProblem.NameTaken("team", body.Name ?? "");
    }

    private static async Task<Results<Ok<ApiEnvelope<TeamView>>, ApiProblem>> GrantAsync(
        string id, GrantsRequest body, HttpContext http, TeamAdmin admin, CancellationToken cancellationToken)
    {
        if (await admin.FindAsync(id, cancellationToken) is not { } old)
        {
            return ApiProblem.NotFound("team", id);
        }

        var faults = new FaultList();
        faults.Require(body.Proxies is not null, "proxies", "The list of proxies is missing; an empty list takes all grants away.");
        GrantRequest.FindFaults(body.Proxies, await admin.ProxyIdsAsync(cancellationToken), faults);
        if (!faults.IsEmpty)
        {
            return faults.ToProblem();
        }

        return await admin.GrantAsync(old, body.Proxies ?? [], RequestActor.From(http), cancellationToken) is { } team
            ? ApiResult.Ok(await admin.ShowAsync(team, cancellationToken))
            : ApiProblem.NotFound("team", id);
    }

    private static async Task<Results<Ok<ApiEnvelope<object?>>, ApiProblem>> DeleteAsync(
        string id, HttpContext http, TeamAdmin admin, CancellationToken cancellationToken) =>
        await admin.FindAsync(id, cancellationToken) is { } team
        && await admin.DeleteAsync(team, RequestActor.From(http), cancellationToken)
            ? ApiResult.Done($"The team '{team.Name}' was removed and its keys revoked.")
            : ApiProblem.NotFound("team", id);
}
