using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Sallyport.Core.Access;
using Sallyport.Core.Api;
using Sallyport.Core.Auditing;
using Sallyport.Identity.Authentication;
using Sallyport.Identity.Users;

namespace Sallyport.Identity.ApiKeys;

/// <summary>API keys of the management API.</summary>
public static class ApiKeyAdminEndpoints
{
    private static readonly Dictionary<string, Func<ApiKeyView, IComparable?>> Sorts = new(StringComparer.Ordinal)
    {
        ["name"] = key => key.Name,
        ["created_at"] = key => key.CreatedAt,
        ["expires_at"] = key => key.ExpiresAt,
        ["last_used_at"] = key => key.LastUsedAt,
    };

    /// <summary>Maps <c>/api-keys</c>; the host gives the prefix.</summary>
    public static RouteGroupBuilder MapApiKeyAdmin(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/api-keys").WithTags("API keys").WithMetadata(RequestBodyLimit.Small)
            .RequireAuthorization(Permissions.KeysOwn);
        group.MapGet("", ListAsync).WithMetadata(new SortMembers(Sorts.Keys)).WithSummary("All keys; without administrator's rights, the own ones");
        group.MapPost("", CreateAsync).WithSummary("Make a key; it is shown in this answer only");
        group.MapGet("/{id}", GetAsync).WithSummary("One key, without the key itself");
        group.MapPost("/{id}/revoke", RevokeAsync).WithSummary("Revoke a key for good");
        group.MapDelete("/{id}", DeleteAsync).WithSummary("Remove a key; it stops working at once");
        return group;
    }

    private static async Task<Ok<ApiEnvelope<PagedList<ApiKeyView>>>> ListAsync(
        [AsParameters] PageRequest page, [AsParameters] ApiKeyFilter filter, HttpContext http, ApiKeyAdmin admin, CancellationToken cancellationToken)
    {
        var keys = await admin.ListAsync(ManagementSession.Of(http).User, cancellationToken);
        return ApiResult.Ok(PagedList.From(keys.Where(filter.Takes), page, key => $"{key.Name} {key.Prefix} {key.TeamName} {key.Owner}", Sorts));
    }

    private static async Task<Results<Created<ApiEnvelope<CreatedApiKeyView>>, ApiProblem>> CreateAsync(
        ApiKeyRequest body, HttpContext http, ApiKeyAdmin admin, ITeamDirectory teams, TimeProvider clock, CancellationToken cancellationToken)
    {
        var user = ManagementSession.Of(http).User;
        if (body.TeamId is not null && !Rights.Of(http).Has(Permissions.KeysWrite))
        {
            return ApiProblem.Of(403, "forbidden", "Keys for a team need the permission keys:write.");
        }

        var faults = body.FindFaults(teams);
        if (!faults.IsEmpty || body.Name is null)
        {
            return faults.ToProblem();
        }

        DateTimeOffset? expires = body.ExpiresInDays is { } days ? clock.GetUtcNow().AddDays(days) : null;
        var (key, text) = await admin.CreateAsync(user, body.Name.Trim(), body.TeamId, expires, RequestActor.From(http), cancellationToken);
        http.Response.Headers.CacheControl = "no-store";
        return ApiResult.Created(
            $"{http.Request.PathBase}{http.Request.Path}/{key.Id}",
            new CreatedApiKeyView(text, admin.ToView(key)),
            "Keep the key now; it is not shown again.");
    }

    private static async Task<Results<Ok<ApiEnvelope<ApiKeyView>>, ApiProblem>> GetAsync(
        string id, HttpContext http, ApiKeyAdmin admin, CancellationToken cancellationToken) =>
        await admin.FindAsync(ManagementSession.Of(http).User, id, cancellationToken) is { } key
            ? ApiResult.Ok(admin.ToView(key))
            : ApiProblem.NotFound("API key", id);

    private static async Task<Results<Ok<ApiEnvelope<ApiKeyView>>, ApiProblem>> RevokeAsync(
        string id, RevokeRequest? body, HttpContext http, ApiKeyAdmin admin, CancellationToken cancellationToken)
    {
        var user = ManagementSession.Of(http).User;
        if (await admin.FindAsync(user, id, cancellationToken) is not { } key)
        {
            return ApiProblem.NotFound("API key", id);
        }

        if (!await admin.RevokeAsync(key, body?.Reason, RequestActor.From(http), cancellationToken))
        {
            return ApiProblem.Of(409, "already_revoked", $"The API key '{key.Name}' is revoked already.");
        }

        return await admin.FindAsync(user, id, cancellationToken) is { } revoked
            ? ApiResult.Ok(admin.ToView(revoked))
            : ApiProblem.NotFound("API key", id);
    }

    private static async Task<Results<Ok<ApiEnvelope<object?>>, ApiProblem>> DeleteAsync(
        string id, HttpContext http, ApiKeyAdmin admin, CancellationToken cancellationToken) =>
        await admin.FindAsync(ManagementSession.Of(http).User, id, cancellationToken) is { } key
        && await admin.DeleteAsync(key, RequestActor.From(http), cancellationToken)
            ? ApiResult.Done($"The API key '{key.Name}' was removed.")
            : ApiProblem.NotFound("API key", id);
}
