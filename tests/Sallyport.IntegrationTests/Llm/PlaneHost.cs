using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Limits;
using Sallyport.Core.Planes;
using Sallyport.Core.Proxies;
using Sallyport.Core.Upstream;
using Sallyport.Planes.Llm;

namespace Sallyport.IntegrationTests.Llm;

/// <summary>The LLM plane alone on a real server, in front of a real upstream: what a stage would do is a function of the test.</summary>
internal sealed class PlaneHost : IAsyncDisposable
{
    private readonly WebApplication _gateway;
    private readonly WebApplication _upstream;
    private readonly TaskCompletionSource<Exchange> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PlaneHost(WebApplication gateway, WebApplication upstream)
    {
        _gateway = gateway;
        _upstream = upstream;
        Client = new HttpClient { BaseAddress = new Uri(gateway.Urls.First()) };
    }

    internal HttpClient Client { get; }

    /// <summary>The exchange that ended last.</summary>
    internal Task<Exchange> Ended => _ended.Task;

    internal static async Task<PlaneHost> StartAsync(
        LlmProvider provider,
        RequestDelegate upstream,
        Action<LlmPlaneOptions>? configure = null,
        Action<Exchange>? onRequest = null,
        Func<ResponseFrame, ResponseFrame>? onFrame = null,
        string targetPath = "")
    {
        var upstreamApp = await ServeAsync(_ => { }, upstream);
        PlaneHost? host = null;
        var proxy = new ProxyConfig
        {
            Id = "p1", Name = "test", Kind = PlaneKind.Llm, Provider = provider, Target = new Uri(upstreamApp.Urls.First() + targetPath),
        };
        var gatewayApp = await ServeAsync(
            services =>
            {
                services.AddSingleton(TimeProvider.System).AddLimits().AddUpstream().AddLlmPlane();
                services.Configure<UpstreamOptions>(options => options.AllowPrivate.Add("127.0.0.1"));
                services.Configure(configure ?? (_ => { }));
            },
            async http =>
            {
                using var exchange = new Exchange(http, "req-1", DateTimeOffset.UnixEpoch) { Proxy = proxy, UpstreamPath = http.Request.Path.Value ?? "/" };
                try
                {
                    await RunAsync(http.RequestServices.GetRequiredService<IPlane>(), exchange, onRequest, onFrame);
                }
                finally
                {
                    host?._ended.TrySetResult(exchange);
                }
            });
        return host = new PlaneHost(gatewayApp, upstreamApp);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _gateway.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    private static async Task RunAsync(IPlane plane, Exchange exchange, Action<Exchange>? onRequest, Func<ResponseFrame, ResponseFrame>? onFrame)
    {
        var cancellationToken = exchange.Http.RequestAborted;
        if (await plane.ReadRequestAsync(exchange, cancellationToken) is { } denial)
        {
            exchange.Denial = denial;
            await plane.WriteDenialAsync(exchange, denial, cancellationToken);
            return;
        }

        onRequest?.Invoke(exchange);
        var frames = plane.ForwardAsync(exchange, cancellationToken);
        await plane.WriteResponseAsync(exchange, onFrame is null ? frames : Map(frames, onFrame), cancellationToken);
    }

    private static async IAsyncEnumerable<ResponseFrame> Map(IAsyncEnumerable<ResponseFrame> frames, Func<ResponseFrame, ResponseFrame> map)
    {
        await foreach (var frame in frames)
        {
            var mapped = map(frame);
            yield return mapped;
            if (mapped.Denial is not null)
            {
                yield break;
            }
        }
    }

    private static async Task<WebApplication> ServeAsync(Action<IServiceCollection> services, RequestDelegate handler)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 1L << 30);
        services(builder.Services);
        var app = builder.Build();
        app.Run(handler);
        await app.StartAsync();
        return app;
    }
}
