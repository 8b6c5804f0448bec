using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sallyport.Core.Api;
using Sallyport.Identity.Sessions;

namespace Sallyport.Identity.Authentication;

/// <summary>
/// Signs people in on management endpoints: <c>Authorization: Bearer</c> with a session token, else the session cookie. A token in
/// the URL is never read. Refusals are problem details.
/// </summary>
internal sealed class ManagementAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, UserSessions sessions, SignInDuties duties)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The scheme's name.</summary>
    internal const string SchemeName = "Sallyport";

    private const string BearerPrefix = "Bearer ";

    /// <inheritdoc />
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var authorization = Request.Headers.Authorization.ToString();
        var isBearer = authorization.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase);
        var token = isBearer ? authorization[BearerPrefix.Length..].Trim() : Request.Cookies[SessionCookie.Name];
        if (string.IsNullOrEmpty(token))
        {
            return AuthenticateResult.NoResult();
        }

        if (await sessions.FindAsync(token, Context.RequestAborted) is not { } active)
        {
            return AuthenticateResult.Fail("The session is unknown or has ended.");
        }

        // Browsers attach cookies to requests other sites cause; a bearer token is attached by our own code only.
        Context.Features.Set(new ManagementSession(active, !isBearer && !SameOrigin.AllowsCookie(Request)));
        Context.Features.Set(duties.RightsOf(active.User));
        return AuthenticateResult.Success(new AuthenticationTicket(ToPrincipal(active), SchemeName));
    }

    /// <inheritdoc />
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return ApiProblem.Of(401, "unauthenticated", "Sign in with POST /api/v1/auth/login; the session may have ended.").ExecuteAsync(Context);
    }

    /// <inheritdoc />
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Explain().ExecuteAsync(Context);

    private ApiProblem Explain()
    {
        var session = Context.Features.Get<ManagementSession>();
        if (session is { IsForged: true })
        {
            return ApiProblem.Of(
                403, "csrf_rejected", $"Requests with the session cookie that change something need the header '{SameOrigin.CsrfHeader}: 1' and this site's Origin.");
        }

        return (session is null ? SignInDuty.None : duties.Of(session.Active.User)) switch
        {
            SignInDuty.ChangePassword => ApiProblem.Of(403, "password_change_required", "Change the password first: POST /api/v1/auth/password."),
            SignInDuty.EnrolSecondFactor => ApiProblem.Of(403, "mfa_enrolment_required", "Your role needs a second factor; enrol one first: POST /api/v1/auth/mfa/totp."),
            _ => ApiProblem.Of(403, "forbidden", $"The role '{session?.Active.User.Role}' lacks the permission {Missing()}; ask an administrator."),
        };
    }

    private string Missing() => string.Join(", ", Context.GetEndpoint()?.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(asked => asked.Policy) ?? []);

    private static ClaimsPrincipal ToPrincipal(ActiveSession active)
    {
        Claim[] claims =
        [
            new(ApiClaims.UserId, active.User.Id),
            new(ApiClaims.UserName, active.User.Name),
            new(ApiClaims.Role, active.User.Role),
            new(ApiClaims.SessionId, active.Session.Id),
        ];
        return new ClaimsPrincipal(new ClaimsIdentity(claims, SchemeName, ApiClaims.UserName, ApiClaims.Role));
    }
}
