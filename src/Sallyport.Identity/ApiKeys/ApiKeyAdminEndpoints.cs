using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Sallyport.Core.Access;
using Sallyport.Core.Api;
using Sallyport.Core.Auditing;
using Sallyport.Core.Limits;
using Sallyport.Core.Proxies;
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
        group.MapGet("", ListAsync).WithMetadata(new SortMembers(Sorts.Keys)).WithSummary("All keys; without the permission keys:write, the own ones and those of led teams");
        group.MapPost("", CreateAsync).WithSummary("Make a key; it is shown in this answer only");
        group.MapGet("/{id}", GetAsync).WithSummary("One key, without the key itself");
        group.MapPatch("/{id}", ChangeAsync).WithSummary("Change a key's name, description, tags and scope, in force at once");
        group.MapPost("/{id}/rotate", RotateAsync).WithSummary("Give a key a new text, shown in this answer only; the old one may go on working for a while");
        // Its refusals are counted by a walk over a month of the trail.
        group.MapGet("/{id}/usage", UsageAsync).WithWorkLimit(new WorkLimit(running: 1, waiting: 4)).WithSummary("A key's requests, tokens and refusals by reason over the last days");
        group.MapPost("/{id}/revoke", RevokeAsync).WithSummary("Revoke a key for good");
        group.MapDelete("/{id}", DeleteAsync).WithSummary("Remove a key; it stops working at once");
        return group;
    }

    private static async Task<Ok<ApiEnvelope<PagedList<ApiKeyView>>>> ListAsync(
        [AsParameters] PageRequest page, [AsParameters] ApiKeyFilter filter, HttpContext http, ApiKeyAdmin admin, CancellationToken cancellationToken)
    {
        var keys = await admin.ListAsync(ManagementSession.Of(http).User, cancellationToken);
        return ApiResult.Ok(PagedList.From(keys.Where(filter.Takes), page, key => $"{key.Name} {key.Prefix} {key.TeamName} {key.Owner} {key.Description} {string.Join(' ', key.Tags)}", Sorts));
    }

    private static async Task<Results<Created<ApiEnvelope<CreatedApiKeyView>>, ApiProblem>> CreateAsync(
        ApiKeyRequest body, HttpContext http, ApiKeyAdmin admin, ITeamDirectory teams, ProxyCatalog proxies, TimeProvider clock, CancellationToken cancellationToken)
    {
        var user = ManagementSession.Of(http).User;
        if (!admin.MayMakeFor(user, body.TeamId))
        {
            return ApiProblem.Of(403, "forbidden", "Keys of a team are made by its members and by whoever holds the permission keys:write.");
        }

        var now = clock.GetUtcNow();
        var faults = body.FindFaults(teams, proxies.Current, now);
        if (!faults.IsEmpty)
        {
            return faults.ToProblem();
        }

        var (key, text) = await admin.CreateAsync(user, body.ToKey(proxies.Current, now), RequestActor.From(http), cancellationToken);
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

    private static async Task<Results<Ok<ApiEnvelope<ApiKeyView>>, ApiProblem>> ChangeAsync(
        string id, ApiKeyChangeRequest body, HttpContext http, ApiKeyAdmin admin, ProxyCatalog proxies, CancellationToken cancellationToken)
    {
        if (await admin.FindAsync(ManagementSession.Of(http).User, id, cancellationToken) is not { } key)
        {
            return ApiProblem.NotFound("API key", id);
        }

        var faults = body.FindFaults(proxies.Current);
        if (!faults.IsEmpty)
        {
            return faults.ToProblem();
        }

        var changed = body.ApplyTo(key, proxies.Current);
        return await admin.UpdateAsync(key, changed, RequestActor.From(http), cancellationToken) ? ApiResult.Ok(admin.ToView(changed)) : Ended(key);
    }

    private static async Task<Results<Ok<ApiEnvelope<CreatedApiKeyView>>, ApiProblem>> RotateAsync(
        string id, RotateRequest? body, HttpContext http, ApiKeyAdmin admin, CancellationToken cancellationToken)
    {
        if (await admin.FindAsync(ManagementSession.Of(http).User, id, cancellationToken) is not { } key)
        {
            return ApiProblem.NotFound("API key", id);
        }

        var overlap = body?.OverlapMinutes ?? 0;
        if (overlap is < 0 or > RotateRequest.MostMinutes)
        {
            return ApiProblem.Invalid(new Dictionary<string, string[]> { ["overlap_minutes"] = [$"Must be 0 to {RotateRequest.MostMinutes}."] });
        }

        if (admin.ToView(key).Status is ApiKeyStatus.Revoked or ApiKeyStatus.Expired
            || await admin.RotateAsync(key, TimeSpan.FromMinutes(overlap), RequestActor.From(http), cancellationToken) is not { } rotated)
        {
            return Ended(key);
        }

        http.Response.Headers.CacheControl = "no-store";
        return ApiResult.Ok(new CreatedApiKeyView(rotated.Text, admin.ToView(rotated.Key)));
    }

    private static async Task<Results<Ok<ApiEnvelope<KeyUsage>>, ApiProblem>> UsageAsync(
        string id, int? days, HttpContext http, ApiKeyAdmin admin, IKeyUsageStore store, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await admin.FindAsync(ManagementSession.Of(http).User, id, cancellationToken) is not { } key)
        {
            return ApiProblem.NotFound("API key", id);
        }

        var from = new DateTimeOffset(clock.GetUtcNow().UtcDateTime.Date.AddDays(1 - Math.Clamp(days ?? 7, 1, 31)), TimeSpan.Zero);
        var used = await store.ListDaysAsync(key.Id, from, cancellationToken);
        var refusals = await store.CountRefusalsAsync(key.Id, from, cancellationToken);
        var view = admin.ToView(key);
        return ApiResult.Ok(new KeyUsage(
            from, view.LastUsedAt, view.LastUsedFrom, used.Sum(day => day.Requests), used.Sum(day => day.InputTokens), used.Sum(day => day.OutputTokens), used, refusals));
    }

    private static ApiProblem Ended(ApiKey key) =>
        ApiProblem.Of(409, "key_ended", $"The API key '{key.Name}' has ended or was changed by somebody else meanwhile; look at it again, or make a new one.");

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
