using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Sallyport.Core.Api;
using Sallyport.Core.Auditing;
using Sallyport.Identity.Sessions;
using Sallyport.Identity.Users;

namespace Sallyport.Identity.Authentication;

/// <summary>A signed-in person's own password.</summary>
internal static class OwnPasswordEndpoints
{
    internal static void MapOwnPassword(this IEndpointRouteBuilder group)
    {
        group.MapGet("/password/rules", ReadRules).RequireAuthorization(ApiPolicies.SignedIn).WithSummary("What a new password must be");
        group.MapPost("/password", ChangeAsync).RequireAuthorization(ApiPolicies.SignedIn).WithSummary("Change the own password; other sessions end");
    }

    private static Ok<ApiEnvelope<PasswordRulesView>> ReadRules(HttpContext http, PasswordPolicy policy, UserTable users, IOptions<PasswordOptions> options)
    {
        var rules = options.Value;
        var least = policy.MinLengthFor(users.RightsOf(ManagementSession.Of(http).User).Reach);
        return ApiResult.Ok(new PasswordRulesView(least, PasswordPolicy.MaxLength, rules.RequiredKinds, rules.History, rules.MaxAge.TotalDays));
    }

    private static async Task<Results<Ok<ApiEnvelope<object?>>, ApiProblem>> ChangeAsync(
        PasswordRequest body, HttpContext http, OwnPassword password, UserSessions sessions, CancellationToken cancellationToken)
    {
        var active = ManagementSession.Of(http);
        var actor = RequestActor.From(http);
        if (await password.ChangeAsync(active.User.Id, body.CurrentPassword ?? "", body.NewPassword ?? "", actor, cancellationToken) is { } refusal)
        {
            return refusal.ToProblem();
        }

        // Whoever knew the old password may be signed in elsewhere.
        await sessions.EndOthersAsync(active.User, active.Session.Id, actor, cancellationToken);
        return ApiResult.Done("The password was changed; other sessions were ended.");
    }
}
