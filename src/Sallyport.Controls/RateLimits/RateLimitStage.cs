using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Sallyport.Controls.Access;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Pipeline;

namespace Sallyport.Controls.RateLimits;

/// <summary>
/// Requests a minute of one key on one proxy: a token bucket whose capacity is the limit. Tells the caller the state in
/// <c>RateLimit-*</c> (draft-ietf-httpapi-ratelimit-headers) and <c>X-RateLimit-*</c> headers. The count is per process.
/// </summary>
public sealed class RateLimitStage(RateLimiter limiter, IOptions<RateLimitOptions> options) : IRequestStage
{
    /// <inheritdoc />
    public ValueTask<Denial?> ApplyAsync(Exchange exchange, CancellationToken cancellationToken) => ValueTask.FromResult(Limit(exchange));

    private Denial? Limit(Exchange exchange)
    {
        var limit = exchange.Get(AuthorizeProxyStage.Grant)?.RateLimitPerMinute ?? options.Value.DefaultPerMinute;
        if (limit == 0 || exchange.Proxy is not { } proxy)
        {
            return null;
        }

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
