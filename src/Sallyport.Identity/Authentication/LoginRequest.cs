using System.ComponentModel.DataAnnotations;
using Sallyport.Identity.Users;

namespace Sallyport.Identity.Authentication;

/// <summary>The body of a sign-in.</summary>
public sealed class LoginRequest
{
    /// <summary>The sign-in name.</summary>
    [MaxLength(64)]
    public string? Username { get; init; }

    /// <summary>The password.</summary>
    [MaxLength(PasswordPolicy.MaxLength)]
    public string? Password { get; init; }

    /// <summary>The six digits of the authenticator, or a recovery code; needed where the second factor is enabled.</summary>
    [MaxLength(32)]
    public string? Code { get; init; }
}
