using Sallyport.Core.Exchanges;
using Sallyport.Core.Pipeline;

namespace Sallyport.Controls.Access;

/// <summary>
/// May the caller use this proxy at all? Default deny: without a grant of the key's team nothing passes, except the personal
/// keys of those whose role covers every proxy. Keeps the grant that decided for RateLimitStage and AuthorizeOperationStage.
/// </summary>
public sealed class AuthorizeProxyStage(AccessTable access) : IRequestStage
{
    /// <summary>The grant under which the exchange passed; absent for whoever may use every proxy.</summary>
    internal static readonly ExchangeSlot<ProxyGrant> Grant = ExchangeSlot.Create<ProxyGrant>();

    /// <inheritdoc />
    public ValueTask<Denial?> ApplyAsync(Exchange exchange, CancellationToken cancellationToken) => ValueTask.FromResult(Authorize(exchange));

    private Denial? Authorize(Exchange exchange)
    {
        if (exchange.Proxy is not { } proxy)
        {
            return new Denial(DenialCode.AccessDenied, 403, "No proxy was resolved for this request.");
        }

        var denial = AccessRules.AskProxy(access, exchange.Caller, proxy, out var grant, steps: null);
        if (denial is null && grant is not null)
        {
            exchange.Set(Grant, grant);
        }

        return denial;
    }
}
