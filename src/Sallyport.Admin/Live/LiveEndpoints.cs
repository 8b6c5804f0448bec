using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sallyport.Core.Access;
using Sallyport.Core.Api;
using Sallyport.Core.Live;
using Sallyport.Core.Pipeline;
using Sallyport.Core.Proxies;
using Sallyport.Identity.Sessions;

namespace Sallyport.Admin.Live;

/// <summary>The live feed of the web UI.</summary>
internal static class LiveEndpoints
{
    /// <summary>
    /// Maps <c>/ws</c>. Signed in by cookie or header: a token in the query would end up in logs. Browsers send the cookie with cross-site
    /// WebSocket requests where SameSite does not apply; the sign-in refuses a cookie that comes from another origin.
    /// </summary>
    internal static void MapLive(this IEndpointRouteBuilder endpoints) => endpoints.Map("/ws", ServeAsync).RequireAuthorization(Permissions.EventsRead).ExcludeFromDescription();

    private static async Task ServeAsync(HttpContext http, LiveFeed feed, LiveSeats seats, PipelineRunner runner, ProxyCatalog proxies, UserSessions sessions, TimeProvider clock)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            http.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }

        using var seat = seats.TryTake(http.User.FindFirst(ApiClaims.UserId)?.Value ?? "");
        if (seat is null)
        {
            await ApiProblem.Of(429, "too_many_watchers", "Too many pages watch the live feed; close some.").ExecuteAsync(http);
            return;
        }

        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        await new LiveSocket(socket, feed, runner, proxies, cancellationToken => sessions.HoldsAsync(http, Permissions.EventsRead, cancellationToken), clock).RunAsync(http.RequestAborted);
    }
}
