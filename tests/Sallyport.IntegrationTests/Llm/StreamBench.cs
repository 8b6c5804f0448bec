using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Sallyport.Controls.Guardrails;
using Sallyport.Controls.Masking;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Limits;
using Sallyport.Core.Proxies;
using Sallyport.Detection;
using Sallyport.Detection.Masking;
using Sallyport.Detection.Rules;
using Sallyport.Planes.Llm;

namespace Sallyport.IntegrationTests.Llm;

/// <summary>A stream's way through reader, unmasking and writer, without sockets: fast enough for very many cases.</summary>
internal static class StreamBench
{
    /// <summary>The engine with the shipped rules.</summary>
    internal static DetectionEngine Engine { get; } = DetectionEngine.Create(RuleLibrary.LoadBuiltIn());

    private static CallerWrites Writes { get; } = new(TimeSpan.FromSeconds(30), TimeProvider.System);

    /// <summary>What the caller receives of a stream that arrives in slices of a size.</summary>
    internal static async Task<string> PassAsync(string path, string stream, int sliceSize, PlaceholderMap? map, CompiledPolicy? policy = null)
    {
        var http = new DefaultHttpContext();
        var output = new MemoryStream();
        http.Response.Body = output;
        using var exchange = new Exchange(http, "req-1", DateTimeOffset.UnixEpoch);
        exchange.Set(MaskingSlot.Placeholders, map);
        var provider = path == "/v1/messages" ? LlmProvider.Anthropic : LlmProvider.OpenAi;
        var route = LlmRoutes.Find(provider, path) ?? throw new ArgumentException($"There is no path {path}.", nameof(path));
        var state = LlmExchange.Begin(exchange, route);
        state.IsEventStream = true;
        var rules = route.Format.Stream ?? throw new ArgumentException($"{path} does not stream.", nameof(path));
        using var body = new SlicedStream(Encoding.UTF8.GetBytes(stream), sliceSize);
        using var reader = new EventStreamReader(exchange, state, rules, body, maxEventBytes: 1 << 20);
        var frames = ReadAsync(reader, CancellationToken.None);
        frames = policy is null ? frames : InspectResponseStage.InspectAsync(frames, exchange, Engine, policy, CancellationToken.None);
        frames = new UnmaskResponseStage().ApplyAsync(frames, exchange, CancellationToken.None);
        await new LlmResponseWriter(exchange, state, Writes).WriteAsync(frames, CancellationToken.None);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    /// <summary>The payloads of a stream that are JSON.</summary>
    internal static IReadOnlyList<JsonObject> Events(string stream) =>
    [
        .. stream.Split('\n')
            .Where(line => line.StartsWith("data: {", StringComparison.Ordinal))
            .Select(line => JsonNode.Parse(line["data: ".Length..])?.AsObject() ?? []),
    ];

    private static async IAsyncEnumerable<ResponseFrame> ReadAsync(EventStreamReader reader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await reader.NextAsync(cancellationToken) is { } frame)
        {
            yield return frame;
        }
    }
}
