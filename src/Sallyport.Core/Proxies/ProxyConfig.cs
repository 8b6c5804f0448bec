using Sallyport.Core.Planes;

namespace Sallyport.Core.Proxies;

/// <summary>A governed upstream, as the operator configured it. Immutable: a change makes a new one.</summary>
public sealed record ProxyConfig
{
    /// <summary>Stable id.</summary>
    public required string Id { get; init; }

    /// <summary>The path segment, as <c>PathName</c> allows; unique per kind.</summary>
    public required string Name { get; init; }

    /// <summary>Kind of traffic.</summary>
    public required PlaneKind Kind { get; init; }

    /// <summary>The wire dialect, for LLM proxies.</summary>
    public LlmProvider Provider { get; init; }

    /// <summary>The upstream's origin, with a path prefix where it has one. Absolute, http or https, no user info, query or fragment.</summary>
    public required Uri Target { get; init; }

    /// <summary>Names of the policies; empty means the kind's standard pack.</summary>
    public IReadOnlyList<string> Policies { get; init; } = [];

    /// <summary>How policies of <see cref="Policies"/> are applied that are not enforced for everybody in every direction.</summary>
    public IReadOnlyList<PolicyAssignment> PolicyAssignments { get; init; } = [];

    /// <summary>A disabled proxy cannot be started.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>Whether it starts with the gateway.</summary>
    public bool IsAutoStarted { get; init; } = true;

    /// <summary>A port of its own besides the path on the main listener, 1 to 65535, or null.</summary>
    public int? Port { get; init; }

    /// <summary>For people.</summary>
    public string Description { get; init; } = "";

    /// <summary>How the gateway shows itself to the upstream.</summary>
    public UpstreamAuth Auth { get; init; } = UpstreamAuth.None;

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }
}
