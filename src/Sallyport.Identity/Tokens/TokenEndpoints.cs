using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Sallyport.Core.Access;
using Sallyport.Core.Api;
using Sallyport.Core.Auditing;
using Sallyport.Core.Proxies;
using Sallyport.Identity.Authentication;
using Sallyport.Identity.Users;

namespace Sallyport.Identity.Tokens;

/// <summary>Access tokens and the keys that sign them.</summary>
public static class TokenEndpoints
{
    /// <summary>Maps <c>/auth/tokens</c>; the host gives the prefix.</summary>
    public static RouteGroupBuilder MapTokens(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/auth/tokens").WithTags("Access tokens").WithMetadata(RequestBodyLimit.Small);
        group.MapPost("", IssueAsync).RequireAuthorization(Permissions.KeysOwn).WithSummary("Make an access token (JWT) for oneself or, as an administrator, for others; it is shown in this answer only");
        group.MapGet("/keys", ListKeys).RequireAuthorization(Permissions.KeysOwn).WithSummary("The keys that sign access tokens");
        group.MapPost("/keys/rotate", RotateAsync).RequireAuthorization(Permissions.KeysWrite)
            .WithSummary("Make the next signing key; it is published first and signs later, and the former one goes on verifying");
        return group;
    }

    /// <summary>Maps <c>/.well-known/jwks.json</c> (RFC 7517, section 5) for everybody.</summary>
    public static IEndpointConventionBuilder MapKeySet(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/.well-known/jwks.json", KeySet).AllowAnonymous().ExcludeFromDescription();

    private static async Task<Results<Created<ApiEnvelope<TokenView>>, ApiProblem>> IssueAsync(
        TokenRequest body,
        HttpContext http,
        TokenIssuer issuer,
        UserTable users,
        ITeamDirectory teams,
        ProxyCatalog proxies,
        IOptions<TokenOptions> options,
        CancellationToken cancellationToken)
    {
        var session = ManagementSession.Of(http);
        var isForOneself = (body.UserId is null || body.UserId == session.User.Id) && body.TeamId is null;
        var rights = Rights.Of(http);
        if (!isForOneself && !rights.Has(Permissions.KeysWrite))
        {
            return ApiProblem.Of(403, "forbidden", "Access tokens for others or for a team need the permission keys:write.");
        }

        var faults = body.FindFaults(teams, proxies.Current, options.Value);
        if (users.Find(body.UserId ?? session.User.Id) is not { IsActive: true } user)
        {
            faults.Add("user_id", $"There is no active user '{body.UserId}'.");
            return faults.ToProblem();
        }

        if (!faults.IsEmpty)
        {
            return faults.ToProblem();
        }

        // Else whoever makes tokens could act with any right there is.
        if (!rights.Cover(users.RightsOf(user)))
        {
            return ApiProblem.Of(403, "forbidden", $"The user '{user.Name}' holds more than you do.");
        }

        // A token for oneself ends with the session in which it was made; one for others is to outlive it.
        var (made, refusal) = await issuer.IssueAsync(body, user, isForOneself ? session.Session.Id : null, RequestActor.From(http), cancellationToken);
        if (made is null)
        {
            return refusal ?? faults.ToProblem();
        }

        http.Response.Headers.CacheControl = "no-store";
        return ApiResult.Created($"{http.Request.PathBase}{http.Request.Path}/{made.TokenId}", made, "Keep the token now; it is not shown again.");
    }

    private static Ok<ApiEnvelope<IReadOnlyList<SigningKeyView>>> ListKeys(SigningKeys keys) =>
        ApiResult.Ok<IReadOnlyList<SigningKeyView>>([.. keys.Published.Select(SigningKeyView.Of)]);

    private static async Task<Results<Ok<ApiEnvelope<IReadOnlyList<SigningKeyView>>>, ApiProblem>> RotateAsync(
        HttpContext http, SigningKeys keys, CancellationToken cancellationToken) =>
        await keys.RotateAsync(RequestActor.From(http), cancellationToken) is null
            ? ApiProblem.Of(409, "conflict", "The next signing key is published already and waits for its turn; rotate again once it signs.")
            : ListKeys(keys);

    private static ContentHttpResult KeySet(HttpContext http, SigningKeys keys)
    {
        var set = new JsonObject { ["keys"] = new JsonArray([.. keys.Published.Select(entry => (JsonNode)entry.Public.ToJwk(entry.Key.Id))]) };
        http.Response.Headers.CacheControl = "public, max-age=300";
        return TypedResults.Text(set.ToJsonString(), "application/jwk-set+json");
    }
}
