using Microsoft.AspNetCore.Builder;

namespace Sallyport.Admin;

/// <summary>Headers that every answer of the management side carries.</summary>
internal static class SecurityHeaders
{
    internal static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use(static (http, next) =>
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers.XFrameOptions = "DENY";
        // A download is never opened in this site's name.
        headers["X-Download-Options"] = "noopen";
        if (http.Request.IsHttps && !IsLocal(http.Request.Host.Host))
        {
            // A year. Subdomains are not ours to speak for, and on localhost it would bind every other program's port as well.
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        headers["X-Request-Id"] = http.TraceIdentifier;
        return next(http);
    });

    private static bool IsLocal(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || System.Net.IPAddress.TryParse(host, out _);
}
