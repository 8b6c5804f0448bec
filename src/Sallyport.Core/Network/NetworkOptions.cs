namespace Sallyport.Core.Network;

/// <summary>What stands between callers and the gateway.</summary>
public sealed class NetworkOptions
{
    /// <summary>
    /// CIDR blocks or addresses of reverse proxies and load balancers in front of the gateway. From them, and from nobody else,
    /// <c>X-Forwarded-For</c> is believed: the rightmost address in it that is not listed here is the caller's, for sign-in and refusal limits and
    /// for the audit trail. A block of all addresses is refused. Default: none, and the header is ignored.
    /// </summary>
    public IList<string> TrustedProxies { get; } = [];
}
