namespace Sallyport.Core.Proxies;

/// <summary>The ports that proxies have of their own.</summary>
public interface IProxyListeners
{
    /// <summary>
    /// Opens the ports of running proxies and closes all others, waiting for their requests to end. Returns what to tell the operator
    /// where a port could not be opened, by the proxy's id.
    /// </summary>
    Task<IReadOnlyDictionary<string, string>> ApplyAsync(IReadOnlyList<ProxyEntry> entries, CancellationToken cancellationToken);
}
