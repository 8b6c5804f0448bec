using Sallyport.Core.Exchanges;
using Sallyport.Core.Pipeline;
using Sallyport.Core.Proxies;

namespace Sallyport.Controls.Vault;

/// <summary>
/// Puts the upstream's credential on the exchange; the plane writes it over any header of that name the caller sent. Fails
/// closed: a proxy that asks for a credential never goes out without one.
/// </summary>
public sealed class InjectCredentialStage(CredentialTable credentials) : IRequestStage
{
    /// <inheritdoc />
    public ValueTask<Denial?> ApplyAsync(Exchange exchange, CancellationToken cancellationToken) => ValueTask.FromResult(Inject(exchange));

    private Denial? Inject(Exchange exchange)
    {
        if (exchange.Proxy is not { Auth.Type: not UpstreamAuthType.None } proxy)
        {
            return null;
        }

        var opened = proxy.Auth.CredentialId is { } id ? credentials.Find(id) : null;
        if (opened?.For(proxy.Auth) is not { } credential)
        {
            return new Denial(
                DenialCode.CredentialUnavailable,
                503,
                $"The upstream credential of the proxy '{proxy.Name}' is missing or cannot be opened; an administrator can set it again.");
        }

        if (!opened.IsFor(proxy.Target))
        {
            return new Denial(
                DenialCode.CredentialUnavailable,
                503,
                $"The upstream credential of the proxy '{proxy.Name}' was entered for another server; an administrator can enter it for this one.");
        }

        exchange.Credential = credential;
        return null;
    }
}
