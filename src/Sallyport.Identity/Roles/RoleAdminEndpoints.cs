using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Sallyport.Core.Access;
using Sallyport.Core.Api;
using Sallyport.Core.Auditing;

namespace Sallyport.Identity.Roles;

/// <summary>Roles and permissions of the management API.</summary>
public static class RoleAdminEndpoints
{
    private static readonly Dictionary<string, Func<RoleView, IComparable?>> Sorts = new(StringComparer.Ordinal)
    {
        ["name"] = role => role.Name,
        ["reach"] = role => role.Reach,
        ["user_count"] = role => role.UserCount,
    };

    /// <summary>Maps <c>/roles</c> and <c>/permissions</c>; the host gives the prefix.</summary>
    public static RouteGroupBuilder MapRoleAdmin(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("").WithTags("Roles").WithMetadata(RequestBodyLimit.Small);
        var read = group.MapGroup("").RequireAuthorization(Permissions.RolesRead);
        read.MapGet("/permissions", ListPermissions).WithSummary("Every permission a role can hold");
        read.MapGet("/roles", List).WithMetadata(new SortMembers(Sorts.Keys)).WithSummary("All roles, built-in and custom");
        read.MapGet("/roles/{name}", Find).WithSummary("One role");
        var change = group.MapGroup("/roles").RequireAuthorization(Permissions.RolesWrite);
        change.MapPost("", CreateAsync).WithSummary("Make a custom role; it holds no more than its maker");
        change.MapPut("/{name}", UpdateAsync).WithSummary("Change a custom role; it holds for its users at once");
        change.MapDelete("/{name}", DeleteAsync).WithSummary("Remove a custom role that no user has");
        return group;
    }

    private static Ok<ApiEnvelope<IReadOnlyList<PermissionEntry>>> ListPermissions() => ApiResult.Ok(Permissions.Catalogue);

    private static Ok<ApiEnvelope<PagedList<RoleView>>> List([AsParameters] PageRequest page, HttpContext http, RoleAdmin admin) =>
        ApiResult.Ok(PagedList.From(admin.List(Rights.Of(http)), page, role => $"{role.Name} {role.Description}", Sorts));

    private static Results<Ok<ApiEnvelope<RoleView>>, ApiProblem> Find(string name, HttpContext http, RoleAdmin admin, RoleTable roles) =>
        roles.Find(name) is { } role ? ApiResult.Ok(admin.ToView(role, Rights.Of(http))) : ApiProblem.NotFound("role", name);

    private static async Task<Results<Created<ApiEnvelope<RoleView>>, ApiProblem>> CreateAsync(
        RoleRequest body, HttpContext http, RoleAdmin admin, CancellationToken cancellationToken)
    {
        var name = body.Name ?? "";
        var faults = body.FindFaults(name);
        if (!faults.IsEmpty)
        {
            return faults.ToProblem();
        }

        if (RightsBound.FindFault(http, Rights.Of(body.Permissions ?? [])) is { } excess)
        {
            return excess;
        }

        return await admin.CreateAsync(name, body, RequestActor.From(http), cancellationToken) is { } role
            ? ApiResult.Created($"{http.Request.PathBase}{http.Request.Path}/{role.Name}", admin.ToView(role, Rights.Of(http)))
            : ApiProblem.NameTaken("role", name);
    }

    private static async Task<Results<Ok<ApiEnvelope<RoleView>>, ApiProblem>> UpdateAsync(
        string name, RoleRequest body, HttpContext http, RoleAdmin admin, RoleTable roles, CancellationToken cancellationToken)
    {
        if (roles.Find(name) is not { } old)
        {
            return ApiProblem.NotFound("role", name);
        }

        if (FindFault(old, http) is { } refusal)
        {
            return refusal;
        }

        var faults = body.FindFaults(name);
        if (!faults.IsEmpty)
        {
            return faults.ToProblem();
        }

        if (RightsBound.FindFault(http, Rights.Of(body.Permissions ?? [])) is { } excess)
        {
            return excess;
        }

        return await admin.UpdateAsync(old, body, RequestActor.From(http), cancellationToken) is { } role
            ? ApiResult.Ok(admin.ToView(role, Rights.Of(http)))
            : ApiProblem.NotFound("role", name);
    }

    private static async Task<Results<Ok<ApiEnvelope<object?>>, ApiProblem>> DeleteAsync(
        string name, HttpContext http, RoleAdmin admin, RoleTable roles, CancellationToken cancellationToken)
    {
        if (roles.Find(name) is not { } role)
        {
            return ApiProblem.NotFound("role", name);
        }

        if (FindFault(role, http) is { } refusal)
        {
            return refusal;
        }

        return await admin.DeleteAsync(role, RequestActor.From(http), cancellationToken)
            ? ApiResult.Done($"The role '{name}' was removed.")
            : ApiProblem.Of(409, "role_in_use", $"Users have the role '{name}'; give them another one first.");
    }

    private static ApiProblem? FindFault(Role role, HttpContext http) => role.IsBuiltIn
        ? ApiProblem.Of(409, "built_in_role", $"The role '{role.Name}' comes with the gateway and stays as it is; make a custom one.")
        : RightsBound.FindFault(http, role.Rights);
}
