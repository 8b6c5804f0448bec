using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Sallyport.Core.Api;
using Sallyport.Core.Auditing;
using Sallyport.Identity.Sessions;
using Sallyport.Identity.Users;

namespace Sallyport.Identity.Authentication;

/// <summary>Sign-in, refresh, sign-out, who am I, change of password.</summary>
public static class AuthEndpoints
{
    /// <summary>Maps them; the host gives the prefix (<c>/auth</c> and <c>/api/v1/auth</c>).</summary>
    public static RouteGroupBuilder MapAuth(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("").WithTags("Sign-in").WithMetadata(RequestBodyLimit.Small);
        group.MapPost("/login", LoginAsync).AllowAnonymous().WithSummary("Sign in; the answer holds the token and sets the cookie");
        group.MapPost("/refresh", RefreshAsync).RequireAuthorization(ApiPolicies.SignedIn).WithSummary("Swap the session's token for a new one");
        group.MapPost("/logout", LogoutAsync).RequireAuthorization(ApiPolicies.SignedIn).WithSummary("End the session");
        group.MapGet("/me", Me).RequireAuthorization(ApiPolicies.SignedIn).WithSummary("Who is signed in");
        group.MapPost("/password", ChangePasswordAsync).RequireAuthorization(ApiPolicies.SignedIn).WithSummary("Change the own password; other sessions end");
        return group;
    }

    private static async Task<Results<Ok<ApiEnvelope<SessionView>>, ApiProblem>> LoginAsync(
        LoginRequest body, HttpContext http, UserAccounts accounts, UserSessions sessions, CancellationToken cancellationToken)
    {
        // Signing a visitor in as the attacker would let the attacker read what the visitor then enters.
        if (!SameOrigin.Holds(http.Request))
        {
            return ApiProblem.Of(403, "csrf_rejected", "Sign in from this site's own page.");
        }

        var actor = RequestActor.From(http);
        var result = await accounts.SignInAsync(body.Username ?? "", body.Password ?? "", actor, cancellationToken);
        if (result.RetryAfter is { } wait)
        {
            return ApiProblem.TooManyFailures(wait);
        }

        if (result.IsBusy)
        {
            return ApiProblem.Busy();
        }

        return result.User is { } user
            ? Show(http, await sessions.BeginAsync(user, actor, cancellationToken), user)
            : ApiProblem.Of(401, "invalid_credentials", "The user name or password is wrong.");
    }

    private static async Task<Ok<ApiEnvelope<SessionView>>> RefreshAsync(
        HttpContext http, UserSessions sessions, CancellationToken cancellationToken)
    {
        var active = ManagementSession.Of(http);
        return Show(http, await sessions.RotateAsync(active, RequestActor.From(http), cancellationToken), active.User);
    }

    private static async Task<Ok<ApiEnvelope<object?>>> LogoutAsync(HttpContext http, UserSessions sessions, CancellationToken cancellationToken)
    {
        await sessions.EndAsync(ManagementSession.Of(http), RequestActor.From(http), cancellationToken);
        SessionCookie.Clear(http);
        return ApiResult.Done("Signed out.");
    }

    private static Ok<ApiEnvelope<UserView>> Me(HttpContext http) => ApiResult.Ok(UserView.Of(ManagementSession.Of(http).User));

    private static async Task<Results<Ok<ApiEnvelope<object?>>, ApiProblem>> ChangePasswordAsync(
        PasswordRequest body, HttpContext http, UserAccounts accounts, UserSessions sessions, CancellationToken cancellationToken)
    {
        var active = ManagementSession.Of(http);
        var actor = RequestActor.From(http);
        var result = await accounts.ChangePasswordAsync(
            active.User.Id, body.CurrentPassword ?? "", body.NewPassword ?? "", actor, cancellationToken);
        if (result.RetryAfter is { } wait)
        {
            return ApiProblem.TooManyFailures(wait);
        }

        if (result.IsBusy)
        {
            return ApiProblem.Busy();
        }

        if (result.Fault is { } fault)
        {
            var faults = new FaultList();
            faults.Add("new_password", fault);
            return faults.ToProblem();
        }

        if (!result.IsChanged)
        {
            return ApiProblem.Of(400, "invalid_credentials", "The current password is wrong.");
        }

        // Whoever knew the old password may be signed in elsewhere.
        await sessions.EndOthersAsync(active.User, active.Session.Id, actor, cancellationToken);
        return ApiResult.Done("The password was changed; other sessions were ended.");
    }

    private static Ok<ApiEnvelope<SessionView>> Show(HttpContext http, IssuedSession issued, User user)
    {
        SessionCookie.Set(http, issued);
        http.Response.Headers.CacheControl = "no-store";
        return ApiResult.Ok(new SessionView(issued.Token, issued.Session.ExpiresAt, UserView.Of(user)));
    }
}
