using Microsoft.AspNetCore.Http;

namespace Sallyport.Identity.Authentication;

/// <summary>Recognises requests that another site's page made the browser send.</summary>
internal static class SameOrigin
{
    /// <summary>A form or image of another site cannot add this header; a script of another site would need our leave (CORS), which nobody gets.</summary>
    internal const string CsrfHeader = "X-Sallyport-Csrf";

    /// <summary>
    /// Whether the <c>Origin</c> header is absent or names this host. The scheme is not compared: behind a TLS-terminating proxy it
    /// differs.
    /// </summary>
    internal static bool Holds(HttpRequest request)
    {
        var origin = request.Headers.Origin;
        return origin.Count == 0
            || (origin.Count == 1
                && Uri.TryCreate(origin[0], UriKind.Absolute, out var uri)
                && uri.Scheme is "http" or "https"
                && HostString.FromUriComponent(uri).Equals(request.Host)
                && uri.AbsolutePath == "/");
    }

    internal static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    internal static bool AllowsCookie(HttpRequest request) =>
        Holds(request) && (IsSafe(request.Method) || request.Headers.ContainsKey(CsrfHeader));
}
