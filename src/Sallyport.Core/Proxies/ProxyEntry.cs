namespace Sallyport.Core.Proxies;

/// <summary>A proxy's configuration together with its run state.</summary>
/// <param name="Config">As configured.</param>
/// <param name="State">As running.</param>
public sealed record ProxyEntry(ProxyConfig Config, ProxyState State);
