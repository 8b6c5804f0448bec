using System.Collections.Frozen;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Planes;
using Sallyport.Core.Proxies;

namespace Sallyport.Core.Pipeline;

/// <summary>
/// Finds plane and proxy from the path, or from the port where a proxy listens on one of its own. An unknown proxy is 404 before any
/// work; which plane it would have been is known all the same, so that the refusal is written in the caller's protocol.
/// </summary>
public sealed class ResolveProxyStage : IRequestStage
{
    private readonly ProxyCatalog _catalog;
    private readonly FrozenDictionary<PlaneKind, IPlane> _planes;

    /// <summary>Makes the stage.</summary>
    public ResolveProxyStage(ProxyCatalog catalog, IEnumerable<IPlane> planes)
    {
        _catalog = catalog;
        _planes = planes.ToFrozenDictionary(plane => plane.Kind);
    }

    /// <inheritdoc />
    public ValueTask<Denial?> ApplyAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        var entry = exchange.Http.Features.Get<ProxyPort>() is { } port ? OfPort(exchange, port) : OfPath(exchange);
        if (entry is null)
        {
            return new(new Denial(DenialCode.ProxyNotFound, 404, "There is no proxy at this path. The path is /llm/{proxy}/… with the name of an existing proxy."));
        }

        exchange.Proxy = entry.Config;
        exchange.ProxyEnded = entry.State.Ended;
        return entry.State.IsRunning
            ? default
            : new(new Denial(DenialCode.ProxyStopped, 503, $"Proxy '{entry.Config.Name}' is stopped. An operator can start it in the web UI or with POST /api/v1/proxies/{{id}}/start."));
    }

    private ProxyEntry? OfPort(Exchange exchange, ProxyPort port)
    {
        exchange.Plane = _planes[port.Kind];
        exchange.UpstreamPath = exchange.Http.Request.Path.Value ?? "/";
        return _catalog.Current.Find(port.ProxyId);
    }

    private ProxyEntry? OfPath(Exchange exchange)
    {
        var path = exchange.Http.Request.Path.Value ?? "/";
        if (!DataPaths.TryMatch(path, out var kind, out var rest))
        {
            return null;
        }

        exchange.Plane = _planes.GetValueOrDefault(kind);
        var end = path.IndexOf('/', rest);
        var name = end < 0 ? path.AsSpan(rest) : path.AsSpan(rest, end - rest);
        exchange.UpstreamPath = end < 0 ? "/" : path[end..];
        return _catalog.Current.Find(kind, name);
    }
}
