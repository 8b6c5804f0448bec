using Microsoft.AspNetCore.Http;
using Sallyport.Identity.Sessions;

namespace Sallyport.Identity.Authentication;

/// <summary>The browser's copy of a session token: not readable by scripts, not sent by other sites.</summary>
internal static class SessionCookie
{
    internal const string Name = "sallyport_session";

    internal static void Set(HttpContext http, IssuedSession issued) =>
        http.Response.Cookies.Append(Name, issued.Token, Options(http, issued.Session.ExpiresAt));

    internal static void Clear(HttpContext http) => http.Response.Cookies.Delete(Name, Options(http, null));

    private static CookieOptions Options(HttpContext http, DateTimeOffset? expires) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        // Plain HTTP is the default on loopback, where a Secure cookie would be dropped by some browsers.
        Secure = http.Request.IsHttps,
        Path = "/",
        Expires = expires,
        IsEssential = true,
    };
}
