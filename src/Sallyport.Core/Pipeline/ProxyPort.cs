using Sallyport.Core.Planes;

namespace Sallyport.Core.Pipeline;

/// <summary>Marks a connection to a port that belongs to one proxy. Set by the listener, so that no path or header can claim it.</summary>
/// <param name="ProxyId">The proxy.</param>
/// <param name="Kind">Its plane.</param>
public sealed record ProxyPort(string ProxyId, PlaneKind Kind);
