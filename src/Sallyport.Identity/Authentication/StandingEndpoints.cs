using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Sallyport.Identity.Authentication;

/// <summary>What holds for every management endpoint that changes something.</summary>
public static class StandingEndpoints
{
    /// <summary>Has the caller's session and rights asked again when the body of a change has arrived.</summary>
    public static RouteGroupBuilder RequireStanding(this RouteGroupBuilder group) => group.AddEndpointFilter(new StillAllowedFilter());
}
