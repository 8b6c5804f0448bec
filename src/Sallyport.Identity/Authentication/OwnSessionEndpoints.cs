using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Sallyport.Core.Api;
using Sallyport.Core.Auditing;
using Sallyport.Identity.Sessions;

namespace Sallyport.Identity.Authentication;

/// <summary>A signed-in person's own sessions.</summary>
internal static class OwnSessionEndpoints
{
    internal static void MapOwnSessions(this IEndpointRouteBuilder group)
    {
        group.MapGet("/sessions", ListAsync).RequireAuthorization(ApiPolicies.SignedIn).WithSummary("The own sessions, the last used first");
        group.MapDelete("/sessions", EndOthersAsync).RequireAuthorization(ApiPolicies.SignedIn).WithSummary("End all own sessions but this one");
        group.MapDelete("/sessions/{id}", EndAsync).RequireAuthorization(ApiPolicies.SignedIn).WithSummary("End one of the own sessions");
    }

    private static async Task<Ok<ApiEnvelope<IReadOnlyList<SessionEntryView>>>> ListAsync(
        HttpContext http, UserSessions sessions, CancellationToken cancellationToken)
    {
        var active = ManagementSession.Of(http);
        var own = await sessions.ListAsync(active.User.Id, cancellationToken);
        return ApiResult.Ok<IReadOnlyList<SessionEntryView>>([.. own.Select(session => SessionEntryView.Of(session, active.Session.Id))]);
    }

    private static async Task<Ok<ApiEnvelope<object?>>> EndOthersAsync(HttpContext http, UserSessions sessions, CancellationToken cancellationToken)
    {
        var active = ManagementSession.Of(http);
        await sessions.EndOthersAsync(active.User, active.Session.Id, RequestActor.From(http), cancellationToken);
        return ApiResult.Done("Your other sessions were ended.");
    }

    private static async Task<Results<Ok<ApiEnvelope<object?>>, ApiProblem>> EndAsync(
        string id, HttpContext http, UserSessions sessions, CancellationToken cancellationToken) =>
        await sessions.EndOneAsync(ManagementSession.Of(http).User, id, RequestActor.From(http), cancellationToken)
            ? ApiResult.Done("The session was ended.")
            : ApiProblem.NotFound("session", id);
}
