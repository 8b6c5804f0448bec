using Microsoft.AspNetCore.Http;
using Sallyport.Identity.Sessions;

namespace Sallyport.Identity.Authentication;

/// <summary>How the current management request is signed in; a feature of its <c>HttpContext</c>.</summary>
/// <param name="Active">The session and its user.</param>
/// <param name="IsForged">Whether it came by cookie without the signs of our own pages.</param>
internal sealed record ManagementSession(ActiveSession Active, bool IsForged)
{
    /// <summary>The session behind a request that passed authorization.</summary>
    internal static ActiveSession Of(HttpContext http) =>
        http.Features.Get<ManagementSession>()?.Active ?? throw new InvalidOperationException("The endpoint is mapped without authorization.");
}
