using System.ComponentModel.DataAnnotations;

namespace Sallyport.Identity.ApiKeys;

/// <summary>The optional body of a revocation.</summary>
public sealed class RevokeRequest
{
    /// <summary>Why, for the audit trail; at most 256 characters are kept.</summary>
    [MaxLength(256)]
    public string? Reason { get; init; }
}
