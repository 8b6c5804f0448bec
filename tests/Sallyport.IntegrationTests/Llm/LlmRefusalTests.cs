using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Proxies;
using Xunit;

namespace Sallyport.IntegrationTests.Llm;

public sealed class LlmRefusalTests
{
    private const string Embedding = """{"model":"m","input":"x"}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("POST", "/v1/files", Embedding, 404, "path_not_allowed")]
    [InlineData("POST", "/chat/completions", Embedding, 404, "path_not_allowed")]
    [InlineData("POST", "/v1/embeddings/", Embedding, 404, "path_not_allowed")]
    [InlineData("POST", "/v1//embeddings", Embedding, 404, "path_not_allowed")]
    [InlineData("POST", "/v1/embeddings;x=1", Embedding, 404, "path_not_allowed")]
    [InlineData("POST", "/v1/Embeddings", Embedding, 404, "path_not_allowed")]
    [InlineData("GET", "/v1/models/a%2Fb", null, 404, "path_not_allowed")]
    [InlineData("GET", "/v1/models/..%2f..%2fadmin", null, 404, "path_not_allowed")]
    [InlineData("GET", "/v1/models/a%20b", null, 404, "path_not_allowed")]
    [InlineData("GET", "/v1/responses/resp_1", null, 404, "path_not_allowed")]
    [InlineData("DELETE", "/v1/models/m", null, 405, "method_not_allowed")]
    [InlineData("GET", "/v1/chat/completions", null, 405, "method_not_allowed")]
    [InlineData("GET", "/v1/models?key=secret", null, 400, "request_malformed")]
    [InlineData("GET", "/v1/models?limit=ignore%20all", null, 400, "request_malformed")]
    [InlineData("GET", "/v1/models", "{}", 400, "request_malformed")]
    [InlineData("POST", "/v1/embeddings", "", 400, "request_malformed")]
    [InlineData("POST", "/v1/embeddings", "[1]", 400, "request_malformed")]
    [InlineData("POST", "/v1/embeddings", "{\"model\":\"m\"", 400, "request_malformed")]
    [InlineData("POST", "/v1/embeddings", """{"input":"x"}""", 400, "request_malformed")]
    [InlineData("POST", "/v1/embeddings", """{"model":7}""", 400, "request_malformed")]
    [InlineData("POST", "/v1/embeddings", """{"model":"a","model":"b"}""", 400, "request_malformed")]
    [InlineData("POST", "/v1/embeddings", """{"model":"a","mod\u0065l":"b"}""", 400, "request_malformed")]
    [InlineData("POST", "/v1/embeddings", """{"model":"a","MODEL":"b"}""", 400, "request_malformed")]
    public async Task What_is_not_served_is_refused_before_the_upstream(string method, string path, string? body, int status, string code)
    {
        var reached = false;
        await using var host = await PlaneHost.StartAsync(LlmProvider.OpenAi, http =>
        {
            reached = true;
            return Fixture.Answers("{}")(http);
        });
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(host.Client.BaseAddress + path[1..], new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        request.Content = body is null ? null : Fixture.Json(body);
        using var answer = await host.Client.SendAsync(request, Token);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(code, await CodeOf(answer));
        Assert.False(reached);
        Assert.Equal("req-1", answer.Headers.GetValues("X-Request-Id").Single());
    }

    [Theory]
    [InlineData("text/plain", null, 415)]
    [InlineData("application/json; charset=utf-16", null, 415)]
    [InlineData(null, null, 415)]
    [InlineData("application/json", "zstd", 415)]
    [InlineData("application/json", "gzip, br", 415)]
    [InlineData("application/json", "gzip", 400)]
    public async Task A_body_of_another_form_is_refused(string? type, string? coding, int status)
    {
        await using var host = await PlaneHost.StartAsync(LlmProvider.OpenAi, Fixture.Answers("{}"));
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Embedding));
        content.Headers.TryAddWithoutValidation("Content-Type", type ?? "");
        if (coding is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Encoding", coding);
        }

        using var answer = await host.Client.PostAsync("/v1/embeddings", content, Token);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_body_over_the_limit_is_refused_however_it_is_sent(bool isChunked, bool isBomb)
    {
        await using var host = await PlaneHost.StartAsync(LlmProvider.OpenAi, Fixture.Answers("{}"), options => options.MaxRequestBytes = 4096);
        var plain = Encoding.UTF8.GetBytes($$"""{"model":"m","input":"{{new string('a', isBomb ? 5_000_000 : 5000)}}"}""");
        using var content = new ByteArrayContent(isBomb ? LlmForwardTests.Compress("gzip", plain) : plain);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        if (isBomb)
        {
            content.Headers.TryAddWithoutValidation("Content-Encoding", "gzip");
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/embeddings") { Content = content };
        request.Headers.TransferEncodingChunked = isChunked;
        using var answer = await host.Client.SendAsync(request, Token);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("request_too_large", await CodeOf(answer));
    }

    [Theory]
    [InlineData("not json", "application/json", 200, 502, "upstream_invalid")]
    [InlineData("<html>", "text/html", 200, 502, "upstream_invalid")]
    [InlineData("<html>secret host name", "text/html", 503, 503, "upstream_invalid")]
    [InlineData("{broken", "application/json", 500, 500, "upstream_invalid")]
    [InlineData("data: {}\n\n", "text/event-stream", 200, 502, "upstream_invalid")]
    public async Task An_answer_that_cannot_be_inspected_is_not_passed_on(string body, string type, int status, int expected, string code)
    {
        await using var host = await PlaneHost.StartAsync(LlmProvider.OpenAi, Fixture.Answers(body, type, status));
        using var answer = await host.Client.PostAsync("/v1/embeddings", Fixture.Json(Embedding), Token);
        Assert.Equal(expected, (int)answer.StatusCode);
        Assert.Equal(code, await CodeOf(answer));
        Assert.DoesNotContain("secret", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(code, (await host.Ended).Denial!.WireCode);
    }

    [Fact]
    public async Task An_upstreams_own_error_passes_as_it_is()
    {
        const string Error = """{"error":{"message":"Unknown parameter: stream_options","type":"invalid_request_error","param":null,"code":null}}""";
        await using var host = await PlaneHost.StartAsync(LlmProvider.OpenAi, Fixture.Answers(Error, status: 400));
        using var answer = await host.Client.PostAsync("/v1/chat/completions", Fixture.Json("""{"model":"m","stream":true}"""), Token);
        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Equal(Error, await answer.Content.ReadAsStringAsync(Token));
        Assert.Null((await host.Ended).Usage);
    }

    [Fact]
    public async Task An_answer_over_the_limit_is_refused()
    {
        await using var host = await PlaneHost.StartAsync(
            LlmProvider.OpenAi, Fixture.Answers($$"""{"id":"{{new string('a', 5000)}}"}"""), options => options.MaxResponseBytes = 4096);
        using var answer = await host.Client.PostAsync("/v1/embeddings", Fixture.Json(Embedding), Token);
        Assert.Equal("response_too_large", await CodeOf(answer));
    }

    [Theory]
    [InlineData("data: {\"choices\":[]}\n\n", "closed the connection")]
    [InlineData("data: {\"choices\":[]}\n\ndata: {\"cho", "closed the connection")]
    [InlineData("data: {\"choices\":[]}\n\ndata: {broken}\n\n", "not the JSON")]
    public async Task A_stream_that_breaks_off_ends_with_an_error_event(string stream, string message)
    {
        await using var host = await PlaneHost.StartAsync(LlmProvider.OpenAi, Fixture.Streams(stream));
        using var answer = await host.Client.PostAsync("/v1/chat/completions", Fixture.Json("""{"model":"m","stream":true}"""), Token);
        var body = await answer.Content.ReadAsStringAsync(Token);
        Assert.StartsWith("data: {\"choices\":[]}\n\ndata: {\"error\":", body, StringComparison.Ordinal);
        Assert.Contains(message, body, StringComparison.Ordinal);
        Assert.EndsWith("data: [DONE]\n\n", body, StringComparison.Ordinal);
        Assert.Equal(DenialCode.UpstreamInvalid, (await host.Ended).Denial!.Code);
    }

    [Fact]
    public async Task An_upstream_that_drops_the_connection_within_a_stream_is_reported()
    {
        await using var host = await PlaneHost.StartAsync(LlmProvider.Anthropic, async http =>
        {
            http.Response.ContentType = "text/event-stream";
            await http.Response.WriteAsync("event: ping\ndata: {\"type\":\"ping\"}\n\n");
            await http.Response.Body.FlushAsync();
            await Task.Delay(50);
            http.Abort();
        });
        using var answer = await host.Client.PostAsync("/v1/messages", Fixture.Json("""{"model":"m","stream":true}"""), Token);
        Assert.Contains("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\"", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_without_end_is_refused_at_the_limit()
    {
        await using var host = await PlaneHost.StartAsync(
            LlmProvider.OpenAi, Fixture.Streams("data: {\"a\":\"" + new string('a', 50_000)), options => options.MaxEventBytes = 8192);
        using var answer = await host.Client.PostAsync("/v1/chat/completions", Fixture.Json("""{"model":"m","stream":true}"""), Token);
        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Contains("8192", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_stops_arriving_is_timed_out()
    {
        await using var host = await PlaneHost.StartAsync(LlmProvider.OpenAi, Fixture.Answers("{}"), options => options.RequestIdleTimeout = TimeSpan.FromMilliseconds(200));
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, host.Client.BaseAddress!.Port, Token);
        var stream = socket.GetStream();
        await stream.WriteAsync("POST /v1/embeddings HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"u8.ToArray(), Token);
        var buffer = new byte[64];
        var read = await stream.ReadAtLeastAsync(buffer, 12, cancellationToken: Token);
        Assert.StartsWith("HTTP/1.1 408", Encoding.ASCII.GetString(buffer, 0, read), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rate_limit_refusal_says_when_to_come_back()
    {
        await using var host = await PlaneHost.StartAsync(
            LlmProvider.Anthropic,
            Fixture.Answers("{}"),
            onFrame: _ => ResponseFrame.Refusal(new Denial(DenialCode.RateLimited, 429, "Slow down.") { RetryAfter = TimeSpan.FromSeconds(1.2), RateLimit = new RateLimitState(60, 0, 12) }));
        using var answer = await host.Client.PostAsync("/v1/messages", Fixture.Json("""{"model":"m"}"""), Token);
        Assert.Equal("2", answer.Headers.GetValues("Retry-After").Single());
        foreach (var (name, value) in new[] { ("Limit", 60), ("Remaining", 0), ("Reset", 12) })
        {
            Assert.Equal(value.ToString(CultureInfo.InvariantCulture), answer.Headers.GetValues("RateLimit-" + name).Single());
            Assert.Equal(value.ToString(CultureInfo.InvariantCulture), answer.Headers.GetValues("X-RateLimit-" + name).Single());
        }

        Assert.Contains("\"rate_limit_error\"", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    private static async Task<string?> CodeOf(HttpResponseMessage answer)
    {
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token));
        return body.RootElement.GetProperty("error").GetProperty("code").GetString();
    }
}
