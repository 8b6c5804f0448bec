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
}
