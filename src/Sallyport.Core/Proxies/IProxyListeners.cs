namespace Sallyport.Core.Proxies;

/// <summary>The ports that proxies have of their own.</summary>
public interface IProxyListeners
{
    /// <summary>Whether the gateway itself listens on this port. A proxy that opened it first would keep the gateway from starting.</summary>
    bool IsGatewaysOwn(int port);

    /// <summary>Why the port of that proxy, which should be open, is closed since it was last tried; null when it is open or should not be.</summary>
    string? FaultOf(string proxyId);

    /// <summary>
    /// Opens the ports of running proxies and closes all others, waiting for their requests to end. Returns what to tell the operator
    /// about each port that could not be opened, by proxy id.
    /// </summary>
    Task<IReadOnlyDictionary<string, string>> ApplyAsync(IReadOnlyList<ProxyEntry> entries, CancellationToken cancellationToken);
}
