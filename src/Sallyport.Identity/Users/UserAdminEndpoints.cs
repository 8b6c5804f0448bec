using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Sallyport.Core.Access;
using Sallyport.Core.Api;
using Sallyport.Core.Auditing;
using Sallyport.Identity.Authentication;
using Sallyport.Identity.Mfa;
using Sallyport.Identity.Roles;
using Sallyport.Identity.Sessions;

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
        var group = endpoints.MapGroup("/users").WithTags("Users").WithMetadata(RequestBodyLimit.Small);
        var read = group.MapGroup("").RequireAuthorization(Permissions.UsersRead);
        var change = group.MapGroup("").RequireAuthorization(Permissions.UsersWrite).AddEndpointFilter<RouteGroupBuilder, RightsBound>();
        read.MapGet("", ListAsync).WithMetadata(new SortMembers(Sorts.Keys)).WithSummary("All users");
        change.MapPost("", CreateAsync).WithSummary("Make a user; the one-time password is shown in this answer only");
        read.MapGet("/{id}", GetAsync).WithSummary("One user");
        change.MapPatch("/{id}", UpdateAsync).WithSummary("Change a user's e-mail or role, or disable them");
        change.MapPost("/{id}/reset-password", ResetPasswordAsync).WithSummary("Make a new one-time password; the user's sessions end");
        change.MapPost("/{id}/unlock", UnlockAsync).WithSummary("Let a user sign in at once after too many failures");
        change.MapDelete("/{id}/mfa", RemoveSecondFactorAsync).WithSummary("Remove a user's second factor, such as after the loss of their device; their sessions end");
        read.MapGet("/{id}/sessions", ListSessionsAsync).WithSummary("A user's sessions, the last used first");
        change.MapDelete("/{id}/sessions", EndSessionsAsync).WithSummary("End all of a user's sessions");
        change.MapDelete("/{id}/sessions/{session}", EndSessionAsync).WithSummary("End one of a user's sessions");
        change.MapDelete("/{id}", DeleteAsync).WithSummary("Remove a user, end their sessions and revoke their API keys");
        return group;
    }

    private static async Task<Ok<ApiEnvelope<PagedList<UserAccountView>>>> ListAsync(
        [AsParameters] PageRequest page, UserAdmin admin, CancellationToken cancellationToken)
    {
        var waiting = admin.Waiting();
        var users = (await admin.ListAsync(cancellationToken)).Select(user => Show(user, waiting));
        return ApiResult.Ok(PagedList.From(users, page, user => $"{user.Username} {user.Email}", Sorts));
    }

    private static async Task<Results<Created<ApiEnvelope<OneTimePasswordView>>, ApiProblem>> CreateAsync(
        UserRequest body, HttpContext http, UserAdmin admin, RoleTable roles, CancellationToken cancellationToken)
    {
        var faults = body.FindFaults(roles);
        if (!faults.IsEmpty)
        {
            return faults.ToProblem();
        }

        if (RightsBound.FindFault(http, roles.RightsOf(body.Role ?? UserRole.Viewer)) is { } excess)
        {
            return excess;
        }

        if (await admin.CreateAsync(body, RequestActor.From(http), cancellationToken) is not { } made)
        {
            return ApiProblem.NameTaken("user", UserNames.Normalize(body.Username));
        }

        return ApiResult.Created($"{http.Request.PathBase}{http.Request.Path}/{made.User.Id}", Show(http, made), "Keep the password now; it is not shown again.");
    }

    private static async Task<Results<Ok<ApiEnvelope<UserAccountView>>, ApiProblem>> GetAsync(
        string id, UserAdmin admin, CancellationToken cancellationToken) =>
        await admin.FindAsync(id, cancellationToken) is { } user ? ApiResult.Ok(Show(user, admin.Waiting())) : ApiProblem.NotFound("user", id);

    private static async Task<Results<Ok<ApiEnvelope<UserAccountView>>, ApiProblem>> UpdateAsync(
        string id, UserChangeRequest body, HttpContext http, UserAdmin admin, RoleTable roles, CancellationToken cancellationToken)
    {
        if (await admin.FindAsync(id, cancellationToken) is not { } user)
        {
            return ApiProblem.NotFound("user", id);
        }

        var faults = body.FindFaults(roles);
        if (!faults.IsEmpty)
        {
            return faults.ToProblem();
        }

        if (body.Role is not null && RightsBound.FindFault(http, roles.RightsOf(body.Role)) is { } excess)
        {
            return excess;
        }

        var changed = body.ApplyTo(user);
        return await admin.UpdateAsync(changed, RequestActor.From(http), cancellationToken) ? ApiResult.Ok(UserAccountView.Of(changed)) : LastAdministrator(user);
    }

    private static async Task<Results<Ok<ApiEnvelope<OneTimePasswordView>>, ApiProblem>> ResetPasswordAsync(
        string id, HttpContext http, UserAdmin admin, CancellationToken cancellationToken)
    {
        if (IsOwn(id, http))
        {
            return OwnAccount("Change your own password with POST /api/v1/auth/password; it asks for the current one.");
        }

        return await admin.FindAsync(id, cancellationToken) is { } user && await admin.ResetPasswordAsync(user, RequestActor.From(http), cancellationToken) is { } made
            ? ApiResult.Ok(Show(http, made), "Keep the password now; it is not shown again.")
            : ApiProblem.NotFound("user", id);
    }

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

    private static async Task<Results<Ok<ApiEnvelope<UserAccountView>>, ApiProblem>> UnlockAsync(
        string id, HttpContext http, UserAdmin admin, CancellationToken cancellationToken)
    {
        if (await admin.FindAsync(id, cancellationToken) is not { } user)
        {
            return ApiProblem.NotFound("user", id);
        }

        await admin.UnlockAsync(user, RequestActor.From(http));
        return ApiResult.Ok(Show(user, admin.Waiting()));
    }

    private static async Task<Results<Ok<ApiEnvelope<IReadOnlyList<SessionEntryView>>>, ApiProblem>> ListSessionsAsync(
        string id, HttpContext http, UserAdmin admin, UserSessions sessions, CancellationToken cancellationToken)
    {
        if (await admin.FindAsync(id, cancellationToken) is not { } user)
        {
            return ApiProblem.NotFound("user", id);
        }

        var current = ManagementSession.Of(http).Session.Id;
        return ApiResult.Ok<IReadOnlyList<SessionEntryView>>([.. (await sessions.ListAsync(user.Id, cancellationToken)).Select(session => SessionEntryView.Of(session, current))]);
    }

    private static async Task<Results<Ok<ApiEnvelope<object?>>, ApiProblem>> EndSessionsAsync(
        string id, HttpContext http, UserAdmin admin, UserSessions sessions, CancellationToken cancellationToken)
    {
        if (await admin.FindAsync(id, cancellationToken) is not { } user)
        {
            return ApiProblem.NotFound("user", id);
        }

        await sessions.EndOthersAsync(user, null, RequestActor.From(http), cancellationToken);
        return ApiResult.Done($"The sessions of '{user.Name}' were ended.");
    }

    private static async Task<Results<Ok<ApiEnvelope<object?>>, ApiProblem>> EndSessionAsync(
        string id, string session, HttpContext http, UserAdmin admin, UserSessions sessions, CancellationToken cancellationToken)
    {
        if (await admin.FindAsync(id, cancellationToken) is not { } user)
        {
            return ApiProblem.NotFound("user", id);
        }

        return await sessions.EndOneAsync(user, session, RequestActor.From(http), cancellationToken)
            ? ApiResult.Done("The session was ended.")
            : ApiProblem.NotFound("session", session);
    }

    private static async Task<Results<Ok<ApiEnvelope<object?>>, ApiProblem>> RemoveSecondFactorAsync(
        string id, HttpContext http, UserAdmin admin, SecondFactor factor, UserSessions sessions, CancellationToken cancellationToken)
    {
        if (IsOwn(id, http))
        {
            return OwnAccount("Remove your own second factor with POST /api/v1/auth/mfa/totp/remove; it asks for the password and a code.");
        }

        if (await admin.FindAsync(id, cancellationToken) is not { } user)
        {
            return ApiProblem.NotFound("user", id);
        }

        var actor = RequestActor.From(http);
        if (!await factor.RemoveAsync(user, "user.mfa.removed", actor, cancellationToken))
        {
            return ApiProblem.Of(409, "mfa_not_enabled", $"'{user.Name}' has no second factor.");
        }

        await sessions.EndOthersAsync(user, null, actor, cancellationToken);
        return ApiResult.Done($"'{user.Name}' signs in without a code until they enrol again; their sessions were ended.");
    }

    private static UserAccountView Show(User user, IReadOnlyDictionary<string, DateTimeOffset> waiting) =>
        UserAccountView.Of(user, waiting.TryGetValue(user.Name, out var until) ? until : null);

    private static OneTimePasswordView Show(HttpContext http, (User User, string Password) made)
    {
        http.Response.Headers.CacheControl = "no-store";
        return new OneTimePasswordView(UserAccountView.Of(made.User), made.Password);
    }

    // A stolen session must not take over the account it belongs to: nothing here asks for a proof.
    private static bool IsOwn(string id, HttpContext http) => ManagementSession.Of(http).User.Id == id;

    private static ApiProblem OwnAccount(string message) => ApiProblem.Of(409, "own_account", message);

    private static ApiProblem LastAdministrator(User user) =>
        ApiProblem.Of(409, "last_administrator", $"'{user.Name}' is the last active administrator; make another user administrator first.");
}
