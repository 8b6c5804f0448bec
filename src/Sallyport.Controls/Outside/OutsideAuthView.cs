using Sallyport.Core.Proxies;

namespace Sallyport.Controls.Outside;

/// <summary>How the gateway shows itself to an outside detector: never the secret.</summary>
/// <param name="Type">The scheme.</param>
/// <param name="Name">The header's name.</param>
/// <param name="HasSecret">Whether a secret is stored.</param>
/// <param name="SecretLast4">Its last four characters, where it is long enough to show them.</param>
public sealed record OutsideAuthView(UpstreamAuthType Type, string? Name, bool HasSecret, string? SecretLast4);
