using System.ComponentModel.DataAnnotations;

namespace Sallyport.Identity.Authentication;

/// <summary>The optional body of a refresh. Browsers send a cookie in its place.</summary>
public sealed class RefreshRequest
{
    /// <summary>The refresh token of the last answer.</summary>
    [MaxLength(Sessions.RefreshToken.Length)]
    public string? RefreshToken { get; init; }
}
