using System.ComponentModel.DataAnnotations;

namespace Sallyport.Identity.Mfa;

/// <summary>The body that confirms an authenticator.</summary>
public sealed class CodeRequest
{
    /// <summary>The six digits it shows now.</summary>
    [MaxLength(32)]
    public string? Code { get; init; }
}
