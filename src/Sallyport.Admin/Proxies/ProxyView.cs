using Sallyport.Core.Planes;
using Sallyport.Core.Proxies;

namespace Sallyport.Admin.Proxies;

/// <summary>A proxy as the management API shows it.</summary>
public sealed record ProxyView
{
    /// <summary>Stable id.</summary>
    public required string Id { get; init; }

    /// <summary>Path segment.</summary>
    public required string Name { get; init; }

    /// <summary>Kind of traffic.</summary>
    public required PlaneKind Kind { get; init; }

    /// <summary>Wire dialect.</summary>
    public required LlmProvider Provider { get; init; }

    /// <summary>Upstream.</summary>
    public required string Target { get; init; }

    /// <summary>Policies as assigned; empty: the standard pack.</summary>
    public required IReadOnlyList<string> Policies { get; init; }

    /// <summary>Those of them that are not enforced for everybody in every direction.</summary>
    public required IReadOnlyList<PolicyAssignment> PolicyAssignments { get; init; }

    /// <summary>May be started.</summary>
    public required bool Enabled { get; init; }

    /// <summary>Starts with the gateway.</summary>
    public required bool AutoStart { get; init; }

    /// <summary>Port of its own.</summary>
    public required int? Port { get; init; }

    /// <summary>Why that port is closed although the proxy runs, on the path of the main listener only; null while it is open. Starting tries again.</summary>
    public required string? PortFault { get; init; }

    /// <summary>For people.</summary>
    public required string Description { get; init; }

    /// <summary>Upstream authentication, without the secret.</summary>
    public required ProxyAuthView Auth { get; init; }

    /// <summary>Takes requests.</summary>
    public required bool Running { get; init; }

    /// <summary>Where clients point their base URL, on the main listener.</summary>
    public required string BasePath { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    internal static ProxyView Of(ProxyEntry entry, string? lastFour, string? portFault)
    {
        var config = entry.Config;
        return new ProxyView
        {
            Id = config.Id,
            Name = config.Name,
            Kind = config.Kind,
            Provider = config.Provider,
            Target = config.Target.ToString(),
            Policies = config.Policies,
            PolicyAssignments = config.PolicyAssignments,
            Enabled = config.IsEnabled,
            AutoStart = config.IsAutoStarted,
            Port = config.Port,
            PortFault = portFault,
            Description = config.Description,
            Auth = new ProxyAuthView(config.Auth.Type, config.Auth.Name, config.Auth.CredentialId is not null, lastFour),
            Running = entry.State.IsRunning,
            BasePath = $"/{config.Kind.ToString().ToLowerInvariant()}/{config.Name}",
            CreatedAt = config.CreatedAt,
            UpdatedAt = config.UpdatedAt,
        };
    }
}
