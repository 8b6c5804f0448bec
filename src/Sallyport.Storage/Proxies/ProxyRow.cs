using Sallyport.Core.Planes;
using Sallyport.Core.Proxies;

namespace Sallyport.Storage.Proxies;

/// <summary>A row of <c>proxy</c>.</summary>
internal sealed class ProxyRow
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Kind { get; init; }

    public required string Provider { get; init; }

    public required string Target { get; init; }

    /// <summary>A JSON array, see <see cref="StoredPolicies"/>.</summary>
    public required string Policies { get; init; }

    public required bool IsEnabled { get; init; }

    public required bool IsAutoStarted { get; init; }

    public long? Port { get; init; }

    public required string Description { get; init; }

    public required string AuthType { get; init; }

    public string? AuthName { get; init; }

    public string? CredentialId { get; init; }

    public required long CreatedAt { get; init; }

    public required long UpdatedAt { get; init; }

    /// <summary>As stored.</summary>
    public static ProxyRow From(ProxyConfig proxy) => new()
    {
        Id = proxy.Id,
        Name = proxy.Name,
        Kind = StoredNames.Of(proxy.Kind),
        Provider = StoredNames.Of(proxy.Provider),
        Target = proxy.Target.OriginalString,
        Policies = StoredPolicies.Write(proxy),
        IsEnabled = proxy.IsEnabled,
        IsAutoStarted = proxy.IsAutoStarted,
        Port = proxy.Port,
        Description = proxy.Description,
        AuthType = StoredNames.Of(proxy.Auth.Type),
        AuthName = proxy.Auth.Name,
        CredentialId = proxy.Auth.CredentialId,
        CreatedAt = StoredTime.ToMicroseconds(proxy.CreatedAt),
        UpdatedAt = StoredTime.ToMicroseconds(proxy.UpdatedAt),
    };

    /// <summary>As used.</summary>
    public ProxyConfig ToProxy() => new()
    {
        Id = Id,
        Name = Name,
        Kind = StoredNames.Parse<PlaneKind>(Kind),
        Provider = StoredNames.Parse<LlmProvider>(Provider),
        Target = new Uri(Target),
        Policies = StoredPolicies.Read(Policies).Names,
        PolicyAssignments = StoredPolicies.Read(Policies).Assignments,
        IsEnabled = IsEnabled,
        IsAutoStarted = IsAutoStarted,
        Port = (int?)Port,
        Description = Description,
        Auth = new UpstreamAuth { Type = StoredNames.Parse<UpstreamAuthType>(AuthType), Name = AuthName, CredentialId = CredentialId },
        CreatedAt = StoredTime.FromMicroseconds(CreatedAt),
        UpdatedAt = StoredTime.FromMicroseconds(UpdatedAt),
    };
}
