using System.Net;
using System.Net.Sockets;
using System.Text;
using Sallyport.IntegrationTests.Gateway;
using Sallyport.IntegrationTests.Processes;
using Xunit;

namespace Sallyport.IntegrationTests.Hostile;

/// <summary>Upstreams that answer a large request before they have read it: the answer reaches the caller.</summary>
public sealed class EarlyAnswerTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private const int Megabytes = 6;
    private const string Refusal = """{"error":{"message":"Too long for this model.","type":"invalid_request_error","code":"context_length_exceeded"}}""";
    private const string Completion = """{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Read it all."},"finish_reason":"stop"}]}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", false)]
    [InlineData("", true)]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\n", true)]
    [InlineData("HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n", false)]
    public async Task An_error_that_comes_before_the_body_is_read_reaches_the_caller(string before, bool staysOpen)
    {
        await using var upstream = await RawUpstream.StartAsync(
            async (stream, cancellationToken) =>
            {
                await ReadSomeAsync(stream, cancellationToken);
                await RawUpstream.SendAsync(stream, before + Answer("413 Content Too Large", Refusal), cancellationToken);
                if (staysOpen)
                {
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                }
            },
            readsRequest: false);

        using var answer = await AskAsync(upstream);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal(Refusal, await answer.Content.ReadAsStringAsync(Token));
        Assert.NotEqual(true, answer.Headers.ConnectionClose);
    }

    [Fact]
    public async Task The_next_large_request_goes_over_another_connection()
    {
        var isFirst = true;
        await using var upstream = await RawUpstream.StartAsync(
            async (stream, cancellationToken) =>
            {
                if (isFirst)
                {
                    isFirst = false;
                    await ReadSomeAsync(stream, cancellationToken);
                    await RawUpstream.SendAsync(stream, Answer("429 Too Many Requests", Refusal), cancellationToken);
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                }

                await RawUpstream.ReadRequestAsync(stream, cancellationToken);
                await RawUpstream.SendAsync(stream, Answer("200 OK", Completion), cancellationToken);
            },
            readsRequest: false);
        var proxy = await CreateAsync(upstream);

        using var refused = await AskAsync(proxy);
        using var served = await AskAsync(proxy);

        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.OK), (refused.StatusCode, served.StatusCode));
        Assert.Equal(2, upstream.Connections);
    }

    [Fact]
    public async Task An_upstream_that_says_continue_gets_the_whole_body_and_keeps_its_connection()
    {
        await using var upstream = await RawUpstream.StartAsync(
            async (stream, cancellationToken) =>
            {
                while (true)
                {
                    await ReadSomeAsync(stream, cancellationToken);
                    await RawUpstream.SendAsync(stream, "HTTP/1.1 100 Continue\r\n\r\n", cancellationToken);
                    await ReadRestAsync(stream, cancellationToken);
                    await RawUpstream.SendAsync(stream, Answer("200 OK", Completion), cancellationToken);
                }
            },
            readsRequest: false);
        var proxy = await CreateAsync(upstream);

        for (var i = 0; i < 3; i++)
        {
            using var answer = await AskAsync(proxy);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains("Read it all.", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }

        Assert.Equal(1, upstream.Connections);
    }

    [Fact]
    public async Task An_upstream_that_hangs_up_in_the_middle_of_the_body_is_a_clear_error()
    {
        await using var upstream = await RawUpstream.StartAsync((stream, cancellationToken) => ReadSomeAsync(stream, cancellationToken), readsRequest: false);

        using var answer = await AskAsync(upstream);

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Contains("\"code\":\"upstream_", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    private static string Answer(string status, string body) => $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}";

    private static async Task ReadSomeAsync(NetworkStream stream, CancellationToken cancellationToken) => await stream.ReadAtLeastAsync(new byte[4096], 1024, cancellationToken: cancellationToken);

    /// <summary>The rest of a body whose end is known by its last characters.</summary>
    private static async Task ReadRestAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        int read;
        do
        {
            read = await stream.ReadAsync(buffer, cancellationToken);
        }
        while (read > 0 && !Encoding.Latin1.GetString(buffer, 0, read).EndsWith("]}", StringComparison.Ordinal));
    }

    private Task<ProxyHandle> CreateAsync(RawUpstream upstream) =>
        gateway.CreateProxyAsync(Guid.CreateVersion7().ToString("n"), "openai", upstream.Url, "secrets-only");

    private async Task<HttpResponseMessage> AskAsync(RawUpstream upstream) => await AskAsync(await CreateAsync(upstream));

    private async Task<HttpResponseMessage> AskAsync(ProxyHandle proxy)
    {
        var key = (await gateway.CallAsync(HttpMethod.Post, "/api-keys", new { name = Guid.CreateVersion7() })).GetProperty("key").GetString();
        using var request = ChatRequest.Create(gateway.Url, proxy.Name, key, string.Concat(Enumerable.Repeat("All work. ", Megabytes * 1024 * 1024 / 10)));
        return await gateway.Client.SendAsync(request, Token);
    }
}
