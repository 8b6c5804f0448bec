namespace Sallyport.Core.Upstream;

/// <summary>Limits and allowances of the way out.</summary>
public sealed class UpstreamOptions
{
    /// <summary>
    /// CIDR blocks, addresses or host names that the address guard lets through although they are private, loopback or otherwise
    /// reserved. Default: none. Metadata addresses pass only when listed as that very address.
    /// </summary>
    public IList<string> AllowPrivate { get; } = [];

    /// <summary>How long a connection may take, TLS included. 100 ms to 5 minutes; default 10 seconds.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the upstream may take until its answer's head. 1 second to 1 hour; default 10 minutes, because a model thinks before it answers.</summary>
    public TimeSpan HeadTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a body may stay silent between two reads. 1 second to 1 hour; default 5 minutes.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long an unused connection is kept. 1 second to 1 hour; default 90 seconds.</summary>
    public TimeSpan PooledConnectionIdleTimeout { get; set; } = TimeSpan.FromSeconds(90);

    /// <summary>How long a connection lives at most, so that DNS changes are seen. 10 seconds to 1 day; default 10 minutes.</summary>
    public TimeSpan PooledConnectionLifetime { get; set; } = TimeSpan.FromMinutes(10);
}
