using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Sallyport.Core.Access;
using Sallyport.Core.Api;
using Sallyport.Core.Auditing;
using Sallyport.Identity.Authentication;

namespace Sallyport.Identity.Revocation;

/// <summary>Ends keys, tokens and sessions by one door.</summary>
public static class RevocationEndpoints
{
    /// <summary>Maps <c>/security/revoke/token</c>; the host gives the prefix.</summary>
    public static RouteGroupBuilder MapRevocation(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/security/revoke").WithTags("API keys").WithMetadata(RequestBodyLimit.Small).RequireAuthorization(Permissions.KeysOwn);
        group.MapPost("/token", RevokeAsync).WithSummary("End a key, an access token, a session, or all that a user has; running streams end, too");
        return group;
    }

    private static async Task<Results<Ok<ApiEnvelope<RevokedView>>, ApiProblem>> RevokeAsync(
        RevokeTokenRequest body, HttpContext http, RevocationAdmin admin, CancellationToken cancellationToken)
    {
        if (!body.NamesOne)
        {
            return ApiProblem.Of(400, "validation_failed", "Name exactly one of token, token_id, subject and session_id.");
        }

        var (viewer, actor) = (ManagementSession.Of(http).User, RequestActor.From(http));
        var ended = body switch
        {
            { Token.Length: > 0 } => await admin.EndTextAsync(viewer, body.Token.Trim(), body.Reason, actor, cancellationToken),
            { TokenId.Length: > 0 } => await admin.EndIdAsync(viewer, body.TokenId, body.Reason, actor, cancellationToken),
            { Subject.Length: > 0 } => await admin.EndSubjectAsync(viewer, body.Subject, body.Reason, actor, cancellationToken),
            _ => await admin.EndFamilyAsync(viewer, body.SessionId ?? "", body.Reason, actor, cancellationToken),
        };
        return ended is null
            ? ApiProblem.Of(404, "not_found", "There is no such key, token, session or user that you may end.")
            : ApiResult.Ok(ended);
    }
}
