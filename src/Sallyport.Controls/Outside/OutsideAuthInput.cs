using System.ComponentModel.DataAnnotations;
using Sallyport.Controls.Vault;
using Sallyport.Core.Proxies;

namespace Sallyport.Controls.Outside;

/// <summary>How the gateway shows itself to an outside detector, as operators send it.</summary>
public sealed class OutsideAuthInput
{
    /// <summary>The scheme.</summary>
    public UpstreamAuthType Type { get; init; }

    /// <summary>The header's name, for type <c>header</c>.</summary>
    [StringLength(64, MinimumLength = 1)]
    public string? Name { get; init; }

    /// <summary>Write-only. Required with <c>bearer</c> and <c>header</c>, unless one is stored: left out on a change, the stored secret stays.</summary>
    [StringLength(CredentialAdmin.MaxLength, MinimumLength = 1)]
    public string? Secret { get; init; }
}
