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
internal static class GatewayCases
{
    private const string Path = "/v1/chat/completions";
    private const int Chunks = 500;
    private const int ChunkLength = 23;

    private static readonly ProxyConfig Proxy = new()
    {
        Id = "bench", Name = "bench", Kind = PlaneKind.Llm, Provider = LlmProvider.OpenAi, Target = new Uri("http://127.0.0.1:1/"),
    };

    /// <summary>All cases.</summary>
    public static async Task<IReadOnlyList<BenchmarkCase>> AllAsync()
    {
        var store = new StoredNothing(Proxy);
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSingleton<IProxyStore>(store).AddSingleton<IPolicyStore>(store)
            .AddSingleton<ProxyCatalog>().AddLimits().AddUpstream().AddGuardrails().AddLlmPlane().BuildServiceProvider();
        await services.GetRequiredService<ProxyCatalog>().ReloadAsync(CancellationToken.None);
        var policies = services.GetRequiredService<PolicyTable>();
        await policies.ReloadAsync(CancellationToken.None);
        policies.Engine.Warm(CancellationToken.None);
        var plane = services.GetRequiredService<IPlane>();
        IRequestStage[] up = [new InspectRequestStage(policies), new MaskRequestStage(policies, store)];
        IResponseStage[] down = [new InspectResponseStage(), new UnmaskResponseStage()];
        return
        [
            Request("request prose 1 KB", plane, up, SampleTexts.Prose(1024)),
            Request("request personal 1 KB", plane, up, SampleTexts.PersonalProse(1024)),
            Request("request prose 1 MB", plane, up, SampleTexts.Prose(1024 * 1024)),
            Request("request read only 1 MB", plane, [], SampleTexts.Prose(1024 * 1024)),
            Answer("answer stream per chunk", plane, up[0], down, SampleTexts.Prose(Chunks * ChunkLength)),
            Answer("answer stream identifiers per chunk", plane, up[0], down, SampleTexts.Identifiers(Chunks * ChunkLength)),
            Answer("answer stream, no stages", plane, up[0], [], SampleTexts.Prose(Chunks * ChunkLength)),
        ];
    }

    private static BenchmarkCase Request(string name, IPlane plane, IRequestStage[] stages, string prompt)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new { model = "gpt-4o-mini", messages = new[] { new { role = "user", content = prompt } } });
        return new(name, 1, () => RunAsync(plane, stages, body).GetAwaiter().GetResult());
    }

    private static async Task RunAsync(IPlane plane, IRequestStage[] stages, byte[] body)
    {
        var http = new DefaultHttpContext { Request = { Method = "POST", Body = new MemoryStream(body), ContentLength = body.Length, ContentType = "application/json" } };
        using var exchange = new Exchange(http, "bench", DateTimeOffset.UnixEpoch) { Proxy = Proxy, UpstreamPath = Path };
        var denial = await plane.ReadRequestAsync(exchange, CancellationToken.None);
        foreach (var stage in stages)
        {
            denial ??= await stage.ApplyAsync(exchange, CancellationToken.None);
        }

        if (denial is not null)
        {
            throw new InvalidOperationException($"The request was refused: {denial.Detail}");
        }
    }

    private static BenchmarkCase Answer(string name, IPlane plane, IRequestStage inspect, IResponseStage[] stages, string text)
    {
        var events = new StringBuilder();
        for (var chunk = 0; chunk < Chunks; chunk++)
        {
            var delta = JsonEncodedText.Encode(text.AsSpan(chunk * ChunkLength, ChunkLength)).Value;
            events.Append("data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\"gpt-4o-mini\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"")
                .Append(delta).Append("\"},\"finish_reason\":null}]}\n\n");
        }

        var bytes = Encoding.UTF8.GetBytes(events.Append("data: [DONE]\n\n").ToString());
        return new(name, Chunks, () => AnswerAsync(plane, inspect, stages, bytes).GetAwaiter().GetResult());
    }

    private static async Task AnswerAsync(IPlane plane, IRequestStage inspect, IResponseStage[] stages, byte[] events)
    {
        var http = new DefaultHttpContext { Response = { Body = Stream.Null } };
        using var exchange = new Exchange(http, "bench", DateTimeOffset.UnixEpoch) { Proxy = Proxy, UpstreamPath = Path };
        await inspect.ApplyAsync(exchange, CancellationToken.None); // settles the policy
        var frames = StreamedAnswer.Open(exchange, LlmRoutes.Find(Proxy.Provider, Path), events);
        foreach (var stage in stages)
        {
            frames = stage.ApplyAsync(frames, exchange, CancellationToken.None);
        }

        await plane.WriteResponseAsync(exchange, frames, CancellationToken.None);
    }
}
