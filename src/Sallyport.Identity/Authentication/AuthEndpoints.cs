using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Sallyport.Core.Api;
using Sallyport.Core.Auditing;
using Sallyport.Identity.Mfa;
using Sallyport.Identity.Sessions;
using Sallyport.Identity.Users;

namespace Sallyport.Identity.Authentication;

/// <summary>Sign-in, refresh, sign-out, who am I.</summary>
public static class AuthEndpoints
{
    /// <summary>Maps them; the host gives the prefix (<c>/auth</c> and <c>/api/v1/auth</c>).</summary>
    public static RouteGroupBuilder MapAuth(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("").WithTags("Sign-in").WithMetadata(RequestBodyLimit.Small);
        group.MapPost("/login", LoginAsync).AllowAnonymous().WithSummary("Sign in; the answer holds the tokens and sets the cookies");
        group.MapPost("/refresh", RefreshAsync).AllowAnonymous().WithSummary("Swap the session's tokens for new ones, by its refresh token");
        group.MapPost("/logout", LogoutAsync).RequireAuthorization(ApiPolicies.SignedIn).WithSummary("End the session");
        group.MapGet("/me", Me).RequireAuthorization(ApiPolicies.SignedIn).WithSummary("Who is signed in");
        group.MapOwnPassword();
        group.MapOwnSessions();
        group.MapOwnSecondFactor();
        return group;
    }

    private static async Task<Results<Ok<ApiEnvelope<SessionView>>, ApiProblem>> LoginAsync(
        LoginRequest body, HttpContext http, UserAccounts accounts, UserSessions sessions, SignInDuties duties, CancellationToken cancellationToken)
    {
        // Signing a visitor in as the attacker would let the attacker read what the visitor then enters.
        if (!SameOrigin.Holds(http.Request))
        {
            return ApiProblem.Of(403, "csrf_rejected", "Sign in from this site's own page.");
        }

        var actor = RequestActor.From(http);
        var result = await accounts.SignInAsync(body.Username ?? "", body.Password ?? "", body.Code ?? "", actor, cancellationToken);
        if (result.RetryAfter is { } wait)
        {
            return ApiProblem.TooManyFailures(wait);
        }

        if (result.IsBusy)
        {
            return ApiProblem.Busy();
        }

        return result.User is { } user
            ? Show(http, await sessions.BeginAsync(user, result.Method, SessionOrigin.Of(http), actor, cancellationToken), duties)
            : Refuse(result.Code);
    }

    private static async Task<Results<Ok<ApiEnvelope<SessionView>>, ApiProblem>> RefreshAsync(
        RefreshRequest? body, HttpContext http, SessionRefresh refresh, SignInDuties duties, CancellationToken cancellationToken)
    {
        var actor = RequestActor.From(http);
        var cookie = SameOrigin.AllowsCookie(http.Request) ? http.Request.Cookies[SessionCookie.RefreshName] : null;
        IssuedSession? issued = null;
        if ((body?.RefreshToken ?? cookie) is { Length: > 0 } token)
        {
            issued = await refresh.RefreshAsync(token, actor, cancellationToken);
        }
        else if (http.Features.Get<ManagementSession>() is { IsForged: false, Active: var active })
        {
            issued = await refresh.RefreshAsync(active, actor, cancellationToken);
        }

        if (issued is not null)
        {
            return Show(http, issued, duties);
        }

        http.Response.Headers.WWWAuthenticate = "Bearer";
        return ApiProblem.Of(401, "unauthenticated", "The session is unknown or has ended; sign in with POST /api/v1/auth/login.");
    }

    private static async Task<Ok<ApiEnvelope<object?>>> LogoutAsync(HttpContext http, UserSessions sessions, CancellationToken cancellationToken)
    {
        await sessions.EndAsync(ManagementSession.Of(http), RequestActor.From(http), cancellationToken);
        SessionCookie.Clear(http);
        return ApiResult.Done("Signed out.");
    }

    private static Ok<ApiEnvelope<UserView>> Me(HttpContext http, SignInDuties duties) => ApiResult.Ok(UserView.Of(ManagementSession.Of(http).User, duties));

    private static ApiProblem Refuse(CodeFault? code) => code switch
    {
        CodeFault.Missing => ApiProblem.Of(401, "mfa_code_required", "The password is right; send the authenticator's code, or a recovery code, along as 'code'."),
        CodeFault.Wrong => ApiProblem.Of(401, "invalid_mfa_code", "The code is wrong or was used before; wait for the next one."),
        _ => ApiProblem.Of(401, "invalid_credentials", "The user name or password is wrong."),
    };

    private static Ok<ApiEnvelope<SessionView>> Show(HttpContext http, IssuedSession issued, SignInDuties duties)
    {
        SessionCookie.Set(http, issued);
        http.Response.Headers.CacheControl = "no-store";
        return ApiResult.Ok(new SessionView(issued, duties));
    }
}
