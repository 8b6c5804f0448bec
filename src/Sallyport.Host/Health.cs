using Sallyport.Core.Api;
using Sallyport.Core.Health;

namespace Sallyport.Host;

/// <summary>Liveness and readiness, public and without any detail that helps a stranger.</summary>
internal static class Health
{
    internal static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health", () => Results.Json(new { status = "ok" }, ApiJson.Options)).AllowAnonymous().WithTags("Health").WithSummary("Whether the process serves requests");
        endpoints.MapGet("/ready", Ready).AllowAnonymous().WithTags("Health").WithSummary("Whether everything a request needs works");
    }

    private static IResult Ready(IEnumerable<IHealthReporter> reporters)
    {
        var parts = reporters.ToDictionary(reporter => reporter.Name, reporter => reporter.IsHealthy ? "ok" : "failing");
        var isReady = parts.Values.All(state => state == "ok");
        return Results.Json(new { status = isReady ? "ready" : "not_ready", parts }, ApiJson.Options, statusCode: isReady ? 200 : 503);
    }
}
