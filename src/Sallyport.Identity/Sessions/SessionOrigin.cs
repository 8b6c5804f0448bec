using Microsoft.AspNetCore.Http;
using Sallyport.Core.Auditing;

namespace Sallyport.Identity.Sessions;

/// <summary>Where a session was begun, so that its owner recognises it.</summary>
/// <param name="Address">The peer's address, or empty.</param>
/// <param name="UserAgent">What the program called itself, printable and at most 200 characters; anybody can claim anything here.</param>
public sealed record SessionOrigin(string Address, string UserAgent)
{
    private const int MostCharacters = 200;

    /// <summary>Nothing is known.</summary>
    public static SessionOrigin Unknown { get; } = new("", "");

    /// <summary>The origin of a request.</summary>
    public static SessionOrigin Of(HttpContext http)
    {
        var told = http.Request.Headers.UserAgent.ToString();
        var printable = string.Concat(told.Where(character => character is >= ' ' and <= '~').Take(MostCharacters));
        return new SessionOrigin(SourceAddress.Of(http), printable);
    }
}
