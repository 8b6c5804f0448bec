using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Sallyport.Core.Limits;
using Sallyport.Core.Network;
using Sallyport.Core.Pipeline;
using Sallyport.Core.Proxies;

namespace Sallyport.Host;

/// <summary>
/// Opens and closes the ports of proxies that have one of their own, while the gateway runs. Each port is a small host in this process
/// that knows nothing but the pipeline: the management API and the web UI cannot be reached there. A bind error is reported to whoever
/// started the proxy; closing a port lets running requests finish within <see cref="LimitOptions.DrainTimeout"/>.
/// </summary>
public sealed partial class Listeners(
    PipelineRunner runner,
    IConfiguration configuration,
    IOptions<LimitOptions> limits,
    TrustedProxies proxies,
    ILogger<Listeners> logger,
    ILoggerFactory loggers) : IProxyListeners, IAsyncDisposable
{
    /// <summary>Beyond the drain time, in which exchanges end by themselves: for their last bytes to leave.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, OpenPort> _open = new(StringComparer.Ordinal);
    private readonly FrozenSet<int> _own = GatewayApp.AddressesOf(configuration["Urls"]).Select(address => address.Port).ToFrozenSet();
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile IReadOnlyDictionary<string, string> _faults = FrozenDictionary<string, string>.Empty;

    /// <inheritdoc />
    public bool IsGatewaysOwn(int port) => _own.Contains(port);

    /// <inheritdoc />
    public string? FaultOf(string proxyId) => _faults.GetValueOrDefault(proxyId);

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<string, string>> ApplyAsync(IReadOnlyList<ProxyEntry> entries, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var wanted = entries.Where(entry => entry.State.IsRunning && entry.Config.Port is not null).ToDictionary(entry => entry.Config.Id, StringComparer.Ordinal);
            // All at once: each may take its whole time, and the gateway's stop has no more than that for all of them.
            await Task.WhenAll(_open
                .Where(open => !wanted.TryGetValue(open.Key, out var entry) || entry.Config.Port != open.Value.Number)
                .Select(open => CloseAsync(open.Key)));

            var faults = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var entry in wanted.Values.Where(entry => !_open.ContainsKey(entry.Config.Id)))
            {
                if (await OpenAsync(entry.Config, cancellationToken) is { } fault)
                {
                    faults[entry.Config.Id] = fault;
                }
            }

            _faults = faults;
            return faults;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_open.Keys.Select(CloseAsync));
        _gate.Dispose();
    }

    private async Task<string?> OpenAsync(ProxyConfig proxy, CancellationToken cancellationToken)
    {
        var port = proxy.Port ?? throw new ArgumentException("The proxy has no port.", nameof(proxy));
        if (IsGatewaysOwn(port))
        {
            // Proxies' ports open first: the gateway moved here after the proxy was saved, and must still start.
            Log.BindFailed(logger, port, proxy.Name, "the gateway itself listens there");
            return $"Port {port} of proxy '{proxy.Name}' is the one the gateway itself listens on. Choose another port.";
        }

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.WebHost.UseKestrelCore().UseSockets(KestrelLimits.Apply).ConfigureKestrel(kestrel =>
        {
            KestrelLimits.Apply(kestrel);
            kestrel.Listen(IPAddress.Loopback, port);
        });
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = limits.Value.DrainTimeout + Grace);
        var app = builder.Build();
        app.UseTrustedProxies(proxies);
        var mark = new ProxyPort(proxy.Id, proxy.Kind);
        app.Run(http =>
        {
            http.Features.Set(mark);
            return runner.RunAsync(http);
        });
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException exception)
        {
            await app.DisposeAsync();
            Log.BindFailed(logger, port, proxy.Name, exception.Message);
            return $"Port {port} of proxy '{proxy.Name}' could not be opened: it is in use or not permitted. Choose another port.";
        }

        _open[proxy.Id] = new OpenPort(port, app);
        Log.Opened(logger, port, proxy.Name);
        return null;
    }

    private async Task CloseAsync(string proxyId)
    {
        if (_open.TryRemove(proxyId, out var port))
        {
            await port.App.StopAsync();
            await port.App.DisposeAsync();
            Log.Closed(logger, port.Number);
        }
    }

    private sealed record OpenPort(int Number, WebApplication App);

    private static partial class Log
    {
        [LoggerMessage(500, LogLevel.Information, "Port {Port} open for proxy {Proxy}")]
        internal static partial void Opened(ILogger logger, int port, string proxy);

        [LoggerMessage(501, LogLevel.Information, "Port {Port} closed")]
        internal static partial void Closed(ILogger logger, int port);

        [LoggerMessage(502, LogLevel.Warning, "Port {Port} for proxy {Proxy} could not be opened: {Reason}")]
        internal static partial void BindFailed(ILogger logger, int port, string proxy, string reason);
    }
}
