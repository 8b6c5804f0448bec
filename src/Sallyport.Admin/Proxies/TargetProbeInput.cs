using System.ComponentModel.DataAnnotations;

namespace Sallyport.Admin.Proxies;

/// <summary>A target to try.</summary>
public sealed class TargetProbeInput
{
    /// <summary>The upstream's origin, with a path prefix where it has one; not stored.</summary>
    [Url]
    public string? Target { get; init; }
}
