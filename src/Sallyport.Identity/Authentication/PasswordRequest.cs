using System.ComponentModel.DataAnnotations;
using Sallyport.Identity.Users;

namespace Sallyport.Identity.Authentication;

/// <summary>The body of a change of password.</summary>
public sealed class PasswordRequest
{
    /// <summary>The password in force.</summary>
    [MaxLength(PasswordPolicy.MaxLength)]
    public string? CurrentPassword { get; init; }

    /// <summary>The password to come.</summary>
    [StringLength(PasswordPolicy.MaxLength, MinimumLength = PasswordPolicy.LeastMinLength)]
    public string? NewPassword { get; init; }
}
