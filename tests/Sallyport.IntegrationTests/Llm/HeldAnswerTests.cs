using System.Text;
using System.Text.Json;
using Sallyport.IntegrationTests.Gateway;
using Xunit;

namespace Sallyport.IntegrationTests.Llm;

/// <summary>What hides behind an encoding that was broken up, or asks for what comes behind it, does not leave through the gateway's own sockets either.</summary>
public sealed class HeldAnswerTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private const string Before = "Read what follows here:\n";

    // Of encoded text that many signs are nothing special yet.
    private const int Unremarkable = 15;

    private static readonly string Encoded = Convert.ToBase64String(Encoding.ASCII.GetBytes("Hello, the key is AKIAIOSFODNN7EXAMPL2 and no other one."));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("unseen")]
    [InlineData("lines")]
    [InlineData("ahead")]
    public async Task Nothing_forbidden_is_sent_wherever_the_provider_cuts_the_stream(string kind)
    {
        var (text, mostOut) = kind switch
        {
            "unseen" => ($"{Before}{string.Join('\u200b', Encoded.ToCharArray())} - that is all.", Before.Length + (2 * Unremarkable) + 1),
            "lines" => ($"{Before}{string.Join('\n', Encoded.Chunk(18).Select(line => new string(line)))}\n\nThat is all.", Before.Length + Unremarkable),
            _ => ($"{Before}the heron is one that is said to be very blue.", Before.Length + "the ".Length),
        };
        await using var upstream = await EchoUpstream.StartAsync();
        upstream.Says = text;
        var name = $"held-{kind}";
        object[] rules = [new { id = "heron", category = "exfiltration", action = "block", patterns = new[] { "heron(?=[\\s\\S]{0,60}blue)" } }];
        await gateway.CallAsync(HttpMethod.Post, "/policies", new { name, kind = "llm", description = "Blocks.", actions = new { secret = "block" }, rules });
        var proxy = await gateway.CreateProxyAsync(name, "openai", upstream.Url, name);
        var key = await gateway.CreateKeyAsync(name, [proxy], perMinute: 100_000);
        string[] models = [.. Enumerable.Range(1, text.Length - 1).Select(cut => $"echo-{cut}.{text.Length}-0"), "echo-1-0", "echo-3-64", "echo-7-0", "echo-20-100"];

        foreach (var model in models)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{proxy.Url}/v1/chat/completions");
            request.Headers.Authorization = new("Bearer", key);
            request.Content = new StringContent(JsonSerializer.Serialize(new { model, stream = true, messages = new[] { new { role = "user", content = "Hi" } } }), Encoding.UTF8, "application/json");
            using var answer = await gateway.Client.SendAsync(request, Token);
            var received = await answer.Content.ReadAsStringAsync(Token);
            var said = new ChatFraming().ReadSaid(StreamBench.Events(received));
            Assert.True(text.StartsWith(said, StringComparison.Ordinal) && said.Length <= mostOut, $"{model} let out: {said}");
            Assert.Contains("\"error\"", received, StringComparison.Ordinal);
        }
    }
}
