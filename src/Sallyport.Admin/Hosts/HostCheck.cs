using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sallyport.Core.Api;

namespace Sallyport.Admin.Hosts;

/// <summary>Refuses requests for hosts that are not the gateway's, before anything else looks at them.</summary>
internal static class HostCheck
{
    private const int LongestShown = 253;

    internal static void UseHostCheck(this WebApplication app)
    {
        var hosts = app.Services.GetRequiredService<AllowedHosts>();
        app.Use((http, next) => hosts.Allows(http.Request.Host.Host) || IsProbe(http.Request.Path) ? next(http) : Refuse(http));
    }

    // Orchestrators ask under names of their own, and there is nothing to read here.
    private static bool IsProbe(PathString path) => path.Equals("/health", StringComparison.Ordinal) || path.Equals("/ready", StringComparison.Ordinal);

    private static Task Refuse(HttpContext http)
    {
        var host = http.Request.Host.Host;
        var shown = host.Length <= LongestShown ? host : host[..LongestShown];
        return ApiProblem.Of(421, "host_not_allowed", $"The management side is not served under '{shown}'. If this is the gateway's name, add it to Admin:AllowedHosts (SALLYPORT__Admin__AllowedHosts__0).")
            .ExecuteAsync(http);
    }
}
