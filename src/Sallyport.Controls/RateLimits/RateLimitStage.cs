using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Sallyport.Controls.Access;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Pipeline;
using Sallyport.Core.Proxies;

namespace Sallyport.Controls.RateLimits;

/// <summary>
/// Requests a minute of one key on one proxy: a token bucket whose capacity is the limit; and what the key itself is limited to. Tells the caller the state in
/// <c>RateLimit-*</c> (draft-ietf-httpapi-ratelimit-headers) and <c>X-RateLimit-*</c> headers. The count is per process.
/// </summary>
public sealed class RateLimitStage(RateLimiter limiter, QuotaTable quotas, IOptions<RateLimitOptions> options) : IRequestStage
{
    /// <inheritdoc />
    public ValueTask<Denial?> ApplyAsync(Exchange exchange, CancellationToken cancellationToken) => ValueTask.FromResult(Limit(exchange));

    private Denial? Limit(Exchange exchange)
    {
        var limit = exchange.Get(AuthorizeProxyStage.Grant)?.RateLimitPerMinute ?? options.Value.DefaultPerMinute;
        if (exchange.Proxy is not { } proxy)
        {
            return null;
        }

        return (limit == 0 ? null : LimitOnProxy(exchange, proxy, limit)) ?? (exchange.Caller.Scope is { HasLimits: true } scope ? LimitOfKey(exchange.Caller, scope) : null);
    }

    private Denial? LimitOnProxy(Exchange exchange, ProxyConfig proxy, int limit)
    {
        var decision = limiter.Ask(exchange.Caller.Id, proxy.Id, limit);
        Tell(exchange.Http.Response.Headers, limit, decision);
        if (decision.IsAllowed)
        {
            return null;
        }

        return new Denial(DenialCode.RateLimited, 429, $"The key '{exchange.Caller.Name}' may send {limit} requests a minute to '{proxy.Name}'.")
        {
            RetryAfter = decision.RetryAfter,
            RateLimit = new RateLimitState(limit, decision.Remaining, decision.ResetSeconds),
        };
    }

    private Denial? LimitOfKey(Caller caller, CallerScope scope)
    {
        // The bucket of no proxy in particular.
        if (scope.RequestsPerMinute is { } perMinute && limiter.Ask(caller.Id, "", perMinute) is { IsAllowed: false } decision)
        {
            return Refuse(caller, "requests a minute", perMinute, decision.RetryAfter);
        }

        return quotas.Take(caller.Id, scope) is { } breach ? Refuse(caller, breach.What, breach.Limit, breach.BeginsAnewIn) : null;
    }

    private static Denial Refuse(Caller caller, string what, long limit, TimeSpan retryAfter) =>
        new(DenialCode.RateLimited, 429, $"The key '{caller.Name}' is limited to {limit} {what} on all proxies together.")
        {
            RetryAfter = retryAfter,
            RateLimit = new RateLimitState((int)Math.Min(limit, int.MaxValue), 0, (int)Math.Ceiling(retryAfter.TotalSeconds)),
        };

    private static void Tell(IHeaderDictionary headers, int limit, RateLimitDecision decision)
    {
        var size = limit.ToString(CultureInfo.InvariantCulture);
        var remaining = decision.Remaining.ToString(CultureInfo.InvariantCulture);
        var reset = decision.ResetSeconds.ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Limit"] = size;
        headers["RateLimit-Remaining"] = remaining;
        headers["RateLimit-Reset"] = reset;
        headers["X-RateLimit-Limit"] = size;
        headers["X-RateLimit-Remaining"] = remaining;
        headers["X-RateLimit-Reset"] = reset;
    }
}
