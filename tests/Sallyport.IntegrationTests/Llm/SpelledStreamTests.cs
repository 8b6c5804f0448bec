using System.Net;
using System.Text;
using System.Text.Json;
using Sallyport.Detection.Masking;
using Sallyport.Detection.Recognizers;
using Sallyport.IntegrationTests.Gateway;
using Sallyport.IntegrationTests.Processes;
using Xunit;

namespace Sallyport.IntegrationTests.Llm;

/// <summary>Numbers come back as numbers and escapes as escapes, in every framing and wherever it is cut.</summary>
public sealed class SpelledStreamTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private static readonly (string Path, EchoFraming Framing)[] Framings =
        [("/v1/chat/completions", new ChatFraming()), ("/v1/responses", new ResponsesFraming()), ("/v1/messages", new MessagesFraming())];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"card": 4111111111111111, "say": "pay"}""", true)]
    [InlineData("""{"to":"joe\u0040example.org","also":["x"]}""", true)]
    [InlineData("""{"url":"to: joe%40example.org"}""", true)]
    [InlineData("Open https://x.example/ joe%40example.org now.", false)]
    [InlineData("Write joe&#64;example.org, ü.", false)]
    public async Task A_value_comes_back_as_it_was_written_wherever_it_is_cut(string text, bool isToolCall)
    {
        var map = new PlaceholderMap();
        new TextMasker(StreamBench.Engine.Entities).Mask(text, EntitySet.Personal, map, out var masked, [], isToolCall);
        Assert.NotNull(masked);
        for (var cut = 1; cut < masked.Length; cut++)
        {
            foreach (var (path, framing) in Framings)
            {
                var sent = string.Concat(framing.Stream([masked[..cut], masked[cut..]], "m", isToolCall, withUsage: true));
                Assert.Equal(text, framing.ReadSaid(StreamBench.Events(await StreamBench.PassAsync(path, sent, 4096, map))));
            }
        }
    }

    [Fact]
    public async Task Bare_numbers_in_a_tool_call_are_masked_and_come_back_as_numbers()
    {
        const string Body = """
            {"model":"tool-0-0","max_tokens":1000,"messages":[
              {"role":"user","content":"Pay."},
              {"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"pay","input":{"card":4111111111111111,"person":{"ssn":536904399},"order":536904399,"at":1700000000123}}]},
              {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":"failed"}]}]}
            """;
        await using var upstream = await EchoUpstream.StartAsync();
        upstream.Says = "<CREDIT_CARD_1>";
        var proxy = await gateway.CreateProxyAsync("spelled", "anthropic", upstream.Url);
        var key = await gateway.CreateKeyAsync("spelled", [proxy]);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{proxy.Url}/v1/messages");
        request.Headers.Authorization = new("Bearer", key);
        request.Content = new StringContent(Body, Encoding.UTF8, "application/json");

        using var answer = await gateway.Client.SendAsync(request, Token);

        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        var input = JsonElement.Parse(Assert.Single(upstream.Received).Body).GetProperty("messages")[1].GetProperty("content")[0].GetProperty("input");
        Assert.Equal("""{"card":"<CREDIT_CARD_1>","person":{"ssn":"<US_SSN_1>"},"order":536904399,"at":1700000000123}""", input.GetRawText());
        Assert.Contains("""4111111111111111""", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"4111111111111111\"", text, StringComparison.Ordinal);
    }
}
