namespace Sallyport.Core.Proxies;

/// <summary>How the gateway shows itself to an upstream. Holds a reference to the secret, never the secret.</summary>
public sealed record UpstreamAuth
{
    /// <summary>No credential is sent.</summary>
    public static UpstreamAuth None { get; } = new();

    /// <summary>The scheme.</summary>
    public UpstreamAuthType Type { get; init; }

    /// <summary>The header's name, for <see cref="UpstreamAuthType.Header"/>.</summary>
    public string? Name { get; init; }

    /// <summary>The id of the vault's record, or null when none is stored.</summary>
    public string? CredentialId { get; init; }
}
