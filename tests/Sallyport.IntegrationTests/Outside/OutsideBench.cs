using System.Text.Json;
using Sallyport.IntegrationTests.Gateway;
using Sallyport.IntegrationTests.Processes;
using Xunit;

namespace Sallyport.IntegrationTests.Outside;

/// <summary>A gateway with an upstream, a detector and a proxy whose policy asks it, all under names of the test's own.</summary>
internal sealed class OutsideBench : IAsyncDisposable
{
    private readonly GatewayFixture _gateway;
    private string _key = "";

    private OutsideBench(GatewayFixture gateway, string name, JudgeServer judge, EchoUpstream upstream)
    {
        _gateway = gateway;
        (Name, Judge, Upstream) = (name, judge, upstream);
    }

    internal string Name { get; }

    internal JudgeServer Judge { get; }

    internal EchoUpstream Upstream { get; }

    /// <summary>What the last answer warned of, in its header.</summary>
    internal string Warning { get; private set; } = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    internal static async Task<OutsideBench> StartAsync(GatewayFixture gateway, string name, object check, string kind = "llm_judge", int timeoutMs = 10_000)
    {
        var bench = new OutsideBench(gateway, name, await JudgeServer.StartAsync(), await EchoUpstream.StartAsync());
        var target = kind == "webhook" ? new Uri(bench.Judge.Url, "/judge") : new Uri(bench.Judge.Url, "/v1");
        await gateway.CallAsync(HttpMethod.Post, "/outside-detectors", new
        {
            name,
            kind,
            target,
            model = kind == "webhook" ? null : "gpt-4o-mini",
            timeout_ms = timeoutMs,
            auth = new { type = "bearer", secret = "the-secret-of-the-judge" },
        });
        // Nothing but the outside check: what the engine finds is another test's matter.
        await gateway.CallAsync(HttpMethod.Post, "/policies", new { name, kind = "llm", description = "Asks outside.", actions = new { ssrf = "monitor" }, outside = new[] { check } });
        bench._key = await gateway.CreateKeyAsync(name, [await gateway.CreateProxyAsync(name, "openai", bench.Upstream.Url, name)]);
        return bench;
    }

    /// <summary>A chat through the proxy: its answer as it came, with the exchange's record.</summary>
    internal async Task<(int Status, string Body, JsonElement Record)> ChatAsync(string words, bool isStream = false, string model = "echo-0-0")
    {
        using var request = ChatRequest.Create(_gateway.Url, Name, _key, words, model, isStream);
        using var answer = await _gateway.Client.SendAsync(request, Token);
        var body = await answer.Content.ReadAsStringAsync(Token);
        Warning = answer.Headers.TryGetValues("Sallyport-Warning", out var warnings) ? string.Join(", ", warnings) : "";
        return ((int)answer.StatusCode, body, await _gateway.EventAsync(answer.Headers.GetValues("X-Request-Id").Single()));
    }

    /// <summary>The state that the exchange recorded for the detector.</summary>
    internal string? StateIn(JsonElement record, string direction) => record.GetProperty("detectors").EnumerateArray()
        .Where(detector => detector.GetProperty("name").GetString() == $"outside/{Name}/{direction}").Select(detector => detector.GetProperty("state").GetString()).SingleOrDefault();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Judge.DisposeAsync();
        await Upstream.DisposeAsync();
    }
}
