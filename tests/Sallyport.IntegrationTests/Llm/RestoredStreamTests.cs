using System.Text;
using System.Text.Json.Nodes;
using Sallyport.IntegrationTests.Gateway;
using Xunit;

namespace Sallyport.IntegrationTests.Llm;

/// <summary>
/// The whole gateway: whatever the caller wrote comes back as it was, however the upstream cuts the placeholders. The upstream must have
/// seen placeholders only.
/// </summary>
public sealed class RestoredStreamTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>, IAsyncLifetime
{
    private const string Mail = "ada.lovelace@example.com";
    private const string Card = "4111 1111 1111 1111";
    private const string Told = $"Grüße 🏰 \"{Mail}\"{Card}<{Mail}\\n";
    private const string Masked = "Grüße 🏰 \"<EMAIL_1>\"<CREDIT_CARD_1><<EMAIL_1>\\n";

    private EchoUpstream _upstream = null!; // Set by InitializeAsync, before any test runs.
    private ProxyHandle[] _proxies = [];
    private string _key = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool> Framings => new()
    {
        { "chat/completions", false },
        { "chat/completions", true },
        { "responses", false },
        { "responses", true },
        { "messages", false },
        { "messages", true },
    };

    public async ValueTask InitializeAsync()
    {
        _upstream = await EchoUpstream.StartAsync();
        var suffix = Guid.CreateVersion7().ToString("n");
        _proxies =
        [
            await gateway.CreateProxyAsync($"o{suffix}", "openai", _upstream.Url),
            await gateway.CreateProxyAsync($"a{suffix}", "anthropic", _upstream.Url),
        ];
        _key = await gateway.CreateKeyAsync(suffix, _proxies);
    }

    public ValueTask DisposeAsync() => _upstream.DisposeAsync();

    [Theory]
    [MemberData(nameof(Framings))]
    public async Task Placeholders_cut_at_any_position_come_back_whole(string path, bool isToolCall)
    {
        var length = isToolCall ? (2 * Masked.Length) + 40 : Masked.Length;
        for (var cut = 1; cut < length; cut++)
        {
            // One cut, and the character behind it alone.
            await AssertRestoredAsync(path, isToolCall, $"{cut}.{cut + 1}-0");
        }
    }

    [Theory]
    [MemberData(nameof(Framings))]
    public async Task Placeholders_in_fragments_and_writes_of_any_size_come_back_whole(string path, bool isToolCall)
    {
        foreach (var (fragment, write) in new[] { (1, 0), (1, 13), (2, 0), (2, 7), (3, 64), (4, 0), (5, 1), (7, 5), (9, 200), (11, 0), (12, 31), (16, 3), (0, 1), (0, 0) })
        {
            await AssertRestoredAsync(path, isToolCall, $"{fragment}-{write}");
        }
    }

    [Theory]
    [MemberData(nameof(Framings))]
    public async Task Placeholders_in_whole_answers_come_back(string path, bool isToolCall)
    {
        using var answer = await AskAsync(path, isToolCall, "0-0", isStream: false);
        Assert.Contains(isToolCall ? "ada.lovelace@example.com" : Told.Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\\n", "\\\\n", StringComparison.Ordinal), await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.DoesNotContain("<EMAIL_1>", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    private async Task AssertRestoredAsync(string path, bool isToolCall, string cuts)
    {
        using var answer = await AskAsync(path, isToolCall, cuts, isStream: true);
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.IsSuccessStatusCode, text);
        var said = Framing(path).ReadSaid(StreamBench.Events(text));
        if (isToolCall)
        {
            var call = JsonNode.Parse(said)?.AsObject() ?? [];
            Assert.Equal((Told, Told), ((string?)call["to"], (string?)call["list"]?[0]));
        }
        else
        {
            Assert.Equal(Told, said);
        }

        var received = _upstream.Received.Last().Body;
        Assert.DoesNotContain("lovelace", received, StringComparison.Ordinal);
        Assert.DoesNotContain("4111", received, StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> AskAsync(string path, bool isToolCall, string cuts, bool isStream)
    {
        var body = new JsonObject { ["model"] = $"{(isToolCall ? "tool" : "echo")}-{cuts}", ["stream"] = isStream };
        body[path == "responses" ? "input" : "messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = Told });
        var proxy = _proxies[path == "messages" ? 1 : 0];
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{proxy.Url}/v1/{path}");
        request.Headers.Authorization = new("Bearer", _key);
        request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        return await gateway.Client.SendAsync(request, Token);
    }

    private static EchoFraming Framing(string path) => path switch
    {
        "responses" => new ResponsesFraming(),
        "messages" => new MessagesFraming(),
        _ => new ChatFraming(),
    };
}
