using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sallyport.Controls.Guardrails;
using Sallyport.Controls.Masking;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Limits;
using Sallyport.Core.Pipeline;
using Sallyport.Core.Planes;
using Sallyport.Core.Proxies;
using Sallyport.Core.Upstream;
using Sallyport.Planes.Llm;

namespace Sallyport.Benchmarks;

/// <summary>What the gateway does with a body beyond sockets: reader, inspection and masking of a request; reader, inspection, unmasking and
/// writer of a stream.</summary>
internal sealed class GatewayWay
{
    /// <summary>How many chunks an answer has.</summary>
    internal const int Chunks = 500;

    /// <summary>Their characters.</summary>
    internal const int ChunkLength = 23;

    private const string Path = "/v1/chat/completions";

    private static readonly ProxyConfig Proxy = new()
    {
        Id = "bench", Name = "bench", Kind = PlaneKind.Llm, Provider = LlmProvider.OpenAi, Target = new Uri("http://127.0.0.1:1/"),
    };

    private readonly IPlane _plane;
    private readonly IRequestStage[] _up;

    private GatewayWay(IPlane plane, IRequestStage[] up)
    {
        _plane = plane;
        _up = up;
    }

    /// <summary>The parts as a new gateway has them.</summary>
    public static async Task<GatewayWay> OpenAsync()
    {
        var store = new StoredNothing(Proxy);
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSingleton<IProxyStore>(store).AddSingleton<IPolicyStore>(store)
            .AddSingleton<ProxyCatalog>().AddLimits().AddUpstream().AddGuardrails().AddLlmPlane().BuildServiceProvider();
        await services.GetRequiredService<ProxyCatalog>().ReloadAsync(CancellationToken.None);
        var policies = services.GetRequiredService<PolicyTable>();
        await policies.ReloadAsync(CancellationToken.None);
        policies.Engine.Warm(CancellationToken.None);
        return new(services.GetRequiredService<IPlane>(), [new InspectRequestStage(policies), new MaskRequestStage(policies, store)]);
    }

    /// <summary>The body of a request with this prompt.</summary>
    public static byte[] Request(string prompt) =>
        JsonSerializer.SerializeToUtf8Bytes(new { model = "gpt-4o-mini", messages = new[] { new { role = "user", content = prompt } } });

    /// <summary>The events of an answer with this text.</summary>
    public static byte[] Answer(string text)
    {
        var events = new StringBuilder();
        for (var chunk = 0; chunk < Chunks; chunk++)
        {
            var delta = JsonEncodedText.Encode(text.AsSpan(chunk * ChunkLength, ChunkLength)).Value;
            events.Append("data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\"gpt-4o-mini\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"")
                .Append(delta).Append("\"},\"finish_reason\":null}]}\n\n");
        }

        return Encoding.UTF8.GetBytes(events.Append("data: [DONE]\n\n").ToString());
    }

    /// <summary>Reads a request; with guards it is inspected and masked as well.</summary>
    public async Task ReadAsync(byte[] body, bool guarded)
    {
        var http = new DefaultHttpContext { Request = { Method = "POST", Body = new MemoryStream(body), ContentLength = body.Length, ContentType = "application/json" } };
        using var exchange = new Exchange(http, "bench", DateTimeOffset.UnixEpoch) { Proxy = Proxy, UpstreamPath = Path };
        var denial = await _plane.ReadRequestAsync(exchange, CancellationToken.None);
        foreach (var stage in guarded ? _up : [])
        {
            denial ??= await stage.ApplyAsync(exchange, CancellationToken.None);
        }

        if (denial is not null)
        {
            throw new InvalidOperationException($"The request was refused: {denial.Detail}");
        }
    }

    /// <summary>Reads and writes a streamed answer; with guards it is inspected and unmasked between.</summary>
    public async Task AnswerAsync(byte[] events, bool guarded)
    {
        var http = new DefaultHttpContext { Response = { Body = Stream.Null } };
        using var exchange = new Exchange(http, "bench", DateTimeOffset.UnixEpoch) { Proxy = Proxy, UpstreamPath = Path };
        await _up[0].ApplyAsync(exchange, CancellationToken.None); // settles the policy
        var frames = StreamedAnswer.Open(exchange, LlmRoutes.Find(Proxy.Provider, Path), events);
        if (guarded)
        {
            frames = new InspectResponseStage().ApplyAsync(frames, exchange, CancellationToken.None);
            frames = new UnmaskResponseStage().ApplyAsync(frames, exchange, CancellationToken.None);
        }

        await _plane.WriteResponseAsync(exchange, frames, CancellationToken.None);
    }
}
