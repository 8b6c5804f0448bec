using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Sallyport.IntegrationTests.Processes;
using Xunit;

namespace Sallyport.IntegrationTests.Hostile;

/// <summary>Bodies made to break, fill or stall the gateway: each is refused in the caller's protocol and recorded once.</summary>
public sealed class HostileBodyTests(HostileGateway gateway) : IClassFixture<HostileGateway>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What is wrong, and the body as Latin-1.</summary>
    public static TheoryData<string, string> MalformedBodies => new()
    {
        { "nothing", "" },
        { "not JSON", "GET / HTTP/1.1" },
        { "cut off", """{"model":"echo-0-0","messages":[""" },
        { "a list", "[]" },
        { "null", "null" },
        { "two documents", """{"model":"echo-0-0","messages":[]}{"model":"echo-0-0"}""" },
        { "trailing comma", """{"model":"echo-0-0","messages":[],}""" },
        { "comment", """{"model":"echo-0-0",/* x */"messages":[]}""" },
        { "two models", """{"model":"echo-0-0","messages":[],"model":"other"}""" },
        { "two models, one escaped", """{"model":"echo-0-0","messages":[],"mod\u0065l":"other"}""" },
        { "two models in two cases", """{"model":"echo-0-0","messages":[],"Model":"other"}""" },
        { "a control character", "{\"model\":\"echo-0-0\",\"messages\":[{\"role\":\"user\",\"content\":\"\u0001\"}]}" },
        { "a NUL", "{\"model\":\"echo-0-0\"\0}" },
        { "10,000 lists deep", $$"""{"model":"echo-0-0","messages":{{new string('[', 10_000)}}{{new string(']', 10_000)}}}""" },
        { "10,000 objects deep", $$"""{"model":"echo-0-0","x":{{string.Concat(Enumerable.Repeat("{\"a\":", 10_000))}}1{{new string('}', 10_000)}}}""" },
        { "a byte that is no UTF-8", "{\"model\":\"echo-0-0\",\"messages\":[{\"role\":\"user\",\"content\":\"\xff\"}]}" },
        { "an overlong slash", "{\"model\":\"echo-0-0\",\"messages\":[{\"role\":\"user\",\"content\":\"\xc0\xaf\"}]}" },
        { "half a surrogate pair as UTF-8", "{\"model\":\"echo-0-0\",\"messages\":[{\"role\":\"user\",\"content\":\"\xed\xa0\x80\"}]}" },
        { "a character that is cut off", "{\"model\":\"echo-0-0\",\"messages\":[{\"role\":\"user\",\"content\":\"\xe2\x82\"}]}" },
        { "bad UTF-8 in a name", "{\"model\":\"echo-0-0\",\"\xfe\":1,\"messages\":[]}" },
    };

    /// <summary>The codings.</summary>
    public static TheoryData<string> Codings => [.. Compressed.Codings];

    [Theory]
    [MemberData(nameof(MalformedBodies))]
    public async Task A_malformed_body_is_refused_before_the_upstream(string fault, string body)
    {
        var before = await gateway.CountAsync();
        var sent = gateway.Upstream.Received.Count;

        using var answer = await SendAsync(new ByteArrayContent(Encoding.Latin1.GetBytes(body)));

        await AssertRefusedAsync(answer, HttpStatusCode.BadRequest, "request_malformed");
        Assert.True(gateway.Upstream.Received.Count == sent, $"The upstream got a body with {fault}.");
        await gateway.AssertServesAsync(before, entries: 1);
    }

    [Theory]
    [MemberData(nameof(Codings))]
    public async Task A_small_body_that_unpacks_to_a_large_one_is_refused(string coding)
    {
        var before = await gateway.CountAsync();
        var content = new ByteArrayContent(Compressed.Bomb(coding, megabytes: 64));
        content.Headers.ContentEncoding.Add(coding);

        using var answer = await SendAsync(content);

        await AssertRefusedAsync(answer, HttpStatusCode.RequestEntityTooLarge, "request_too_large");
        await gateway.AssertServesAsync(before, entries: 1);
    }

    [Theory]
    [InlineData("gzip", HttpStatusCode.BadRequest, "request_malformed")]
    [InlineData("br", HttpStatusCode.BadRequest, "request_malformed")]
    [InlineData("deflate", HttpStatusCode.BadRequest, "request_malformed")]
    [InlineData("zstd", HttpStatusCode.UnsupportedMediaType, "unsupported_media_type")]
    [InlineData("gzip, gzip", HttpStatusCode.UnsupportedMediaType, "unsupported_media_type")]
    public async Task A_body_that_is_not_what_its_coding_says_is_refused(string coding, HttpStatusCode status, string code)
    {
        var before = await gateway.CountAsync();
        var content = new StringContent(ChatRequest.Body("Hello"), Encoding.UTF8);
        content.Headers.TryAddWithoutValidation("Content-Encoding", coding);

        using var answer = await SendAsync(content);

        await AssertRefusedAsync(answer, status, code);
        await gateway.AssertServesAsync(before, entries: 1);
    }

    [Fact]
    public async Task A_body_announced_as_too_large_is_refused_unread()
    {
        var before = await gateway.CountAsync();

        // Nothing of the body is ever sent: an answer proves that nobody waited for it.
        var answer = await RawConnection.AskAsync(gateway.Url, Head("Content-Length: 104857600"));

        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"request_too_large\"", answer, StringComparison.Ordinal);
        await gateway.AssertServesAsync(before, entries: 1);
    }

    [Fact]
    public async Task A_chunked_body_without_end_is_refused_at_the_limit()
    {
        var before = await gateway.CountAsync();
        using var connection = await RawConnection.OpenAsync(gateway.Url);
        await connection.SendAsync(Head("Transfer-Encoding: chunked"));
        var reading = connection.ReadToEndAsync();
        var chunk = Encoding.Latin1.GetBytes($"10000\r\n{new string(' ', 0x10000)}\r\n");
        var sent = 0L;
        while (!reading.IsCompleted && sent < 100 * 1024 * 1024 && await connection.SendAsync(chunk))
        {
            sent += chunk.Length;
        }

        Assert.Contains("\"code\":\"request_too_large\"", await reading, StringComparison.Ordinal);
        await gateway.AssertServesAsync(before, entries: 1);
    }

    [Fact]
    public async Task A_body_that_stops_arriving_is_timed_out()
    {
        var before = await gateway.CountAsync();

        var answer = await RawConnection.AskAsync(gateway.Url, Head("Content-Length: 100") + "{\"model\":");

        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"request_timeout\"", answer, StringComparison.Ordinal);
        await gateway.AssertServesAsync(before, entries: 1);
    }

    [Fact]
    public async Task A_body_that_trickles_is_timed_out()
    {
        var before = await gateway.CountAsync();
        using var connection = await RawConnection.OpenAsync(gateway.Url);
        await connection.SendAsync(Head("Content-Length: 100000"));
        var reading = connection.ReadToEndAsync();
        // Never silent for as long as the idle limit, and never as fast as the server's minimum rate.
        while (!reading.IsCompleted && await connection.SendAsync(" "))
        {
            await Task.WhenAny(reading, Task.Delay(TimeSpan.FromMilliseconds(300), Token));
        }

        Assert.StartsWith("HTTP/1.1 408 ", await reading, StringComparison.Ordinal);
        await gateway.AssertServesAsync(before, entries: 1);
    }

    [Fact]
    public async Task A_connection_closed_within_the_body_is_recorded()
    {
        var before = await gateway.CountAsync();
        using var connection = await RawConnection.OpenAsync(gateway.Url);
        await connection.SendAsync(Head("Content-Length: 100") + "{\"model\":");
        connection.CloseSending();
        await connection.ReadToEndAsync();

        await gateway.AssertServesAsync(before, entries: 1);
    }

    [Fact]
    public async Task A_connection_reset_within_the_body_is_recorded_as_aborted()
    {
        var before = await gateway.CountAsync();
        using (var connection = await RawConnection.OpenAsync(gateway.Url))
        {
            // The gateway asks for the body when it begins to read: from then on there is an exchange to abort.
            await connection.SendAsync(Head("Content-Length: 100\r\nExpect: 100-continue"));
            Assert.StartsWith("HTTP/1.1 100 ", await connection.ReadSomeAsync(), StringComparison.Ordinal);
            await connection.SendAsync("{\"model\":");
            connection.Reset();
        }

        await gateway.AssertServesAsync(before, entries: 1);
        Assert.Equal("aborted", await gateway.OutcomeBeforeLastAsync());
    }

    [Fact]
    public async Task A_request_whose_sender_closes_its_half_is_recorded_once()
    {
        var before = await gateway.CountAsync();
        var body = ChatRequest.Body("Hello");
        using var connection = await RawConnection.OpenAsync(gateway.Url);
        await connection.SendAsync(Head($"Content-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}") + body);
        connection.CloseSending();
        await connection.ReadToEndAsync();

        await gateway.AssertServesAsync(before, entries: 1);
    }

    private string Head(string framing) =>
        $"POST /llm/{HostileGateway.ProxyName}{ChatRequest.Path} HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer {gateway.Key}\r\nContent-Type: application/json\r\n{framing}\r\nConnection: close\r\n\r\n";

    private async Task<HttpResponseMessage> SendAsync(HttpContent body)
    {
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = ChatRequest.Create(gateway.Url, HostileGateway.ProxyName, gateway.Key, body);
        return await gateway.Client.SendAsync(request, Token);
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.StatusCode == status, text);
        Assert.Equal(code, JsonElement.Parse(text).GetProperty("error").GetProperty("code").GetString());
    }
}
