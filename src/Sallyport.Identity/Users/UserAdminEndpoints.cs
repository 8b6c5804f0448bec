using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Sallyport.Core.Api;
using Sallyport.Core.Auditing;

namespace Sallyport.Identity.Users;

/// <summary>Users of the management API.</summary>
public static class UserAdminEndpoints
{
    private static readonly Dictionary<string, Func<UserAccountView, IComparable?>> Sorts = new(StringComparer.Ordinal)
    {
        ["username"] = user => user.Username,
        ["role"] = user => user.Role,
        ["created_at"] = user => user.CreatedAt,
    };

    /// <summary>Maps <c>/users</c>; the host gives the prefix.</summary>
    public static RouteGroupBuilder MapUserAdmin(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/users").WithTags("Users").WithMetadata(RequestBodyLimit.Small).RequireAuthorization(ApiPolicies.Admin);
        group.MapGet("", ListAsync).WithMetadata(new SortMembers(Sorts.Keys)).WithSummary("All users");
        group.MapPost("", CreateAsync).WithSummary("Make a user; the one-time password is shown in this answer only");
        group.MapGet("/{id}", GetAsync).WithSummary("One user");
        group.MapPatch("/{id}", UpdateAsync).WithSummary("Change a user's e-mail or role, or disable them");
        group.MapPost("/{id}/reset-password", ResetPasswordAsync).WithSummary("Make a new one-time password; the user's sessions end");
        group.MapDelete("/{id}", DeleteAsync).WithSummary("Remove a user, end their sessions and revoke their API keys");
        return group;
    }

    private static async Task<Ok<ApiEnvelope<PagedList<UserAccountView>>>> ListAsync(
        [AsParameters] PageRequest page, UserAdmin admin, CancellationToken cancellationToken)
    {
        var users = (await admin.ListAsync(cancellationToken)).Select(UserAccountView.Of);
        return ApiResult.Ok(PagedList.From(users, page, user => $"{user.Username} {user.Email}", Sorts));
    }

    private static async Task<Results<Created<ApiEnvelope<OneTimePasswordView>>, ApiProblem>> CreateAsync(
        UserRequest body, HttpContext http, UserAdmin admin, CancellationToken cancellationToken)
    {
        var faults = body.FindFaults();
        if (!faults.IsEmpty)
        {
            return faults.ToProblem();
        }

        if (await admin.CreateAsync(body, RequestActor.From(http), cancellationToken) is not { } made)
        {
            return ApiProblem.NameTaken("user", UserNames.Normalize(body.Username));
        }

        return ApiResult.Created($"{http.Request.PathBase}{http.Request.Path}/{made.User.Id}", Show(http, made), "Keep the password now; it is not shown again.");
    }

    private static async Task<Results<Ok<ApiEnvelope<UserAccountView>>, ApiProblem>> GetAsync(
        string id, UserAdmin admin, CancellationToken cancellationToken) =>
        await admin.FindAsync(id, cancellationToken) is { } user ? ApiResult.Ok(UserAccountView.Of(user)) : ApiProblem.NotFound("user", id);

    private static async Task<Results<Ok<ApiEnvelope<UserAccountView>>, ApiProblem>> UpdateAsync(
        string id, UserChangeRequest body, HttpContext http, UserAdmin admin, CancellationToken cancellationToken)
    {
        if (await admin.FindAsync(id, cancellationToken) is not { } user)
        {
            return ApiProblem.NotFound("user", id);
        }

        var faults = body.FindFaults();
        if (!faults.IsEmpty)
        {
            return faults.ToProblem();
        }

        var changed = body.ApplyTo(user);
        return await admin.UpdateAsync(changed, RequestActor.From(http), cancellationToken) ? ApiResult.Ok(UserAccountView.Of(changed)) : LastAdministrator(user);
    }

    private static async Task<Results<Ok<ApiEnvelope<OneTimePasswordView>>, ApiProblem>> ResetPasswordAsync(
        string id, HttpContext http, UserAdmin admin, CancellationToken cancellationToken) =>
        await admin.FindAsync(id, cancellationToken) is { } user && await admin.ResetPasswordAsync(user, RequestActor.From(http), cancellationToken) is { } made
            ? ApiResult.Ok(Show(http, made), "Keep the password now; it is not shown again.")
            : ApiProblem.NotFound("user", id);

    private static async Task<Results<Ok<ApiEnvelope<object?>>, ApiProblem>> DeleteAsync(
        string id, HttpContext http, UserAdmin admin, CancellationToken cancellationToken)
    {
        if (await admin.FindAsync(id, cancellationToken) is not { } user)
        {
            return ApiProblem.NotFound("user", id);
        }

        return await admin.DeleteAsync(user, RequestActor.From(http), cancellationToken)
            ? ApiResult.Done($"The user '{user.Name}' was removed, their sessions ended and their API keys revoked.")
            : LastAdministrator(user);
    }

    private static OneTimePasswordView Show(HttpContext http, (User User, string Password) made)
    {
        http.Response.Headers.CacheControl = "no-store";
        return new OneTimePasswordView(UserAccountView.Of(made.User), made.Password);
    }

    private static ApiProblem LastAdministrator(User user) =>
        ApiProblem.Of(409, "last_administrator", $"'{user.Name}' is the last active administrator; make another user administrator first.");
}
