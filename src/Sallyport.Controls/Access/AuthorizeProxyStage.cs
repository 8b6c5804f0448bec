using Sallyport.Core.Exchanges;
using Sallyport.Core.Pipeline;

namespace Sallyport.Controls.Access;

/// <summary>
/// May the caller use this proxy at all? Default deny: without a grant of the key's team nothing passes, except the personal
/// keys of administrators. Keeps the grant that decided for RateLimitStage.
/// </summary>
public sealed class AuthorizeProxyStage(AccessTable access) : IRequestStage
{
    /// <summary>The grant under which the exchange passed; absent for administrators' personal keys.</summary>
    internal static readonly ExchangeSlot<ProxyGrant> Grant = ExchangeSlot.Create<ProxyGrant>();

    /// <inheritdoc />
    public ValueTask<Denial?> ApplyAsync(Exchange exchange, CancellationToken cancellationToken) => ValueTask.FromResult(Authorize(exchange));

    private Denial? Authorize(Exchange exchange)
    {
        if (exchange.Proxy is not { } proxy)
        {
            return Refuse("No proxy was resolved for this request.");
        }

        var caller = exchange.Caller;
        if (caller.Scope is { } scope && !scope.AllowsProxy(proxy.Id))
        {
            return Refuse($"The key '{caller.Name}' is not made for the proxy '{proxy.Name}'; whoever may change the key can add it.");
        }

        if (caller.TeamId is not { } teamId)
        {
            return caller.MayUseEveryProxy
                ? null
                : Refuse($"The personal key '{caller.Name}' has no grants; ask an administrator for a key of a team that may use '{proxy.Name}'.");
        }

        if (access.Find(teamId) is not { } entry)
        {
            return Refuse($"The team of the key '{caller.Name}' no longer exists.");
        }

        if (!entry.Team.IsActive)
        {
            return Refuse($"The team '{entry.Team.Name}' is deactivated; an administrator can activate it.");
        }

        if (!entry.Grants.TryGetValue(proxy.Id, out var grant))
        {
            return Refuse($"The team '{entry.Team.Name}' has no grant for the proxy '{proxy.Name}'; an administrator can add one.");
        }

        exchange.Set(Grant, grant);
        return null;
    }

    private static Denial Refuse(string detail) => new(DenialCode.AccessDenied, 403, detail);
}
