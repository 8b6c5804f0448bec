using System.ComponentModel.DataAnnotations;
using Sallyport.Core.Planes;
using Sallyport.Core.Proxies;

namespace Sallyport.Admin.Proxies;

/// <summary>A proxy as operators send it.</summary>
public sealed record ProxyInput
{
    /// <summary>The path segment: lower-case letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, 1 to 63 characters, first a letter or digit.</summary>
    [StringLength(63, MinimumLength = 1)]
    public string? Name { get; init; }

    /// <summary>Kind of traffic; only <c>llm</c> in this version.</summary>
    public PlaneKind Kind { get; init; }

    /// <summary>The wire dialect.</summary>
    public LlmProvider? Provider { get; init; }

    /// <summary>The upstream's origin, http or https, with a path prefix where it has one.</summary>
    [Url]
    public string? Target { get; init; }

    /// <summary>Names of policies; empty or left out means the kind's standard pack.</summary>
    [MaxLength(ProxyInputValidator.MaxPolicies)]
    public IReadOnlyList<string>? Policies { get; init; }

    /// <summary>Policies of the list that are not enforced for everybody in every direction; left out: none.</summary>
    [MaxLength(ProxyInputValidator.MaxPolicies)]
    public IReadOnlyList<PolicyAssignment>? PolicyAssignments { get; init; }

    /// <summary>Default true.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Default true.</summary>
    public bool? AutoStart { get; init; }

    /// <summary>A port of its own, 1024 to 65535.</summary>
    [Range(1024, 65535)]
    public int? Port { get; init; }

    /// <summary>For people, at most 500 characters.</summary>
    [MaxLength(ProxyInputValidator.MaxDescription)]
    public string? Description { get; init; }

    /// <summary>How the gateway shows itself to the upstream.</summary>
    public ProxyAuthInput? Auth { get; init; }
}
