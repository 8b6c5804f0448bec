using System.ComponentModel.DataAnnotations;
using Sallyport.Identity.Users;

namespace Sallyport.Identity.Mfa;

/// <summary>The body that proves who asks: an open session alone is not enough.</summary>
public sealed class PasswordProofRequest
{
    /// <summary>The password in force.</summary>
    [MaxLength(PasswordPolicy.MaxLength)]
    public string? CurrentPassword { get; init; }

    /// <summary>A code of the authenticator, or a recovery code; needed where the second factor is enabled.</summary>
    [MaxLength(32)]
    public string? Code { get; init; }
}
