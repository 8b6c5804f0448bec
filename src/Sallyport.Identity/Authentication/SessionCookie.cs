using Microsoft.AspNetCore.Http;
using Sallyport.Identity.Sessions;

namespace Sallyport.Identity.Authentication;

/// <summary>The browser's copies of a session's tokens: not readable by scripts, not sent by other sites.</summary>
internal static class SessionCookie
{
    internal const string Name = "sallyport_session";

    internal const string RefreshName = "sallyport_refresh";

    // The refresh token travels to the one place that takes it, and not with every call.
    private const string RefreshPath = "/api/v1/auth/refresh";

    internal static void Set(HttpContext http, IssuedSession issued)
    {
        http.Response.Cookies.Append(Name, issued.Token, Options(http, "/", issued.Session.AccessExpiresAt));
        http.Response.Cookies.Append(RefreshName, issued.RefreshToken, Options(http, RefreshPath, issued.Session.ExpiresAt));
    }

    internal static void Clear(HttpContext http)
    {
        http.Response.Cookies.Delete(Name, Options(http, "/", null));
        http.Response.Cookies.Delete(RefreshName, Options(http, RefreshPath, null));
    }

    private static CookieOptions Options(HttpContext http, string path, DateTimeOffset? expires) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        // Plain HTTP is the default on loopback, where a Secure cookie would be dropped by some browsers.
        Secure = http.Request.IsHttps,
        Path = path,
        Expires = expires,
        IsEssential = true,
    };
}
