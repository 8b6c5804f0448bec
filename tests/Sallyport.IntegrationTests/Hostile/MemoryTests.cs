using System.Globalization;
using System.Net;
using System.Text;
using Sallyport.IntegrationTests.Gateway;
using Sallyport.IntegrationTests.Processes;
using Xunit;

namespace Sallyport.IntegrationTests.Hostile;

/// <summary>
/// Attacks on memory, against the built program: the most memory it ever has stays within a bound that holds whatever is sent. The bound is
/// a few times the largest body allowed, because a body stands in a pooled buffer that doubles, as text beside it, and in what the server has read ahead.
/// </summary>
[Collection(QuietMachine.Name)]
public sealed class MemoryTests : IAsyncLifetime
{
    private const int Megabyte = 1024 * 1024;
    private const int AttackMegabytes = 100;
    private const long MaxGrowth = 48 * Megabyte;
    private const int Connections = 200;

    /// <summary>
    /// What a gateway holds that has served a little (180 MiB), the budget of buffers and what the server reads ahead for each connection, half as much
    /// again, and 50 MiB by which the collector's leisure makes runs differ. Without the budget the bodies alone were 200 MiB more.
    /// </summary>
    private const long MostWithMany = 330 * Megabyte;

    private readonly ScratchFolder _data = new();
    private GatewayProcess _gateway = null!; // Set by InitializeAsync, before any test runs.
    private Operator _operator = null!; // Likewise.
    private EchoUpstream _upstream = null!; // Likewise.
    private string _key = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        _upstream = await EchoUpstream.StartAsync();
        _gateway = await GatewayProcess.StartAsync(
            _data.Path, ("SALLYPORT__Llm__MaxRequestBytes", "1048576"), ("SALLYPORT__Llm__MaxResponseBytes", "1048576"), ("SALLYPORT__Llm__MaxEventBytes", "65536"),
            ("SALLYPORT__Limits__BufferedBytes", "16777216"));
        _operator = await Operator.SignInAsync(_gateway.Url);
        await _operator.CreateProxyAsync("open", _upstream.Url);
        _key = (await _operator.CallAsync(HttpMethod.Post, "/api-keys", new { name = "administrator's" })).GetProperty("key").GetString() ?? "";

        // What the first requests load and compile is not what is measured.
        for (var i = 0; i < 20; i++)
        {
            await AskAsync("open", new StringContent(ChatRequest.Body(new string('x', 100_000)), Encoding.UTF8, "application/json"));
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _operator.Dispose();
        await _gateway.DisposeAsync();
        await _upstream.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public Task A_body_without_end_fills_no_memory() => AssertBoundedAsync(async () =>
    {
        using var connection = await RawConnection.OpenAsync(_gateway.Url);
        await connection.SendAsync($"POST /llm/open{ChatRequest.Path} HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer {_key}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
        var reading = connection.ReadToEndAsync();
        var chunk = Encoding.Latin1.GetBytes($"100000\r\n{new string(' ', Megabyte)}\r\n");
        for (var i = 0; i < AttackMegabytes && !reading.IsCompleted && await connection.SendAsync(chunk); i++)
        {
        }

        Assert.Contains("request_too_large", await reading, StringComparison.Ordinal);
    });

    [Fact]
    public Task Zip_bombs_from_callers_fill_no_memory() => AssertBoundedAsync(async () =>
    {
        foreach (var coding in Compressed.Codings)
        {
            var content = new ByteArrayContent(Compressed.Bomb(coding, AttackMegabytes));
            content.Headers.ContentType = new("application/json");
            content.Headers.ContentEncoding.Add(coding);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await AskAsync("open", content));
        }
    });

    [Fact]
    public Task Zip_bombs_from_upstreams_fill_no_memory() => AssertBoundedAsync(async () =>
    {
        foreach (var coding in Compressed.Codings)
        {
            var bomb = Compressed.Bomb(coding, AttackMegabytes);
            var head = $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: {coding}\r\nContent-Length: {bomb.Length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n";
            await using var upstream = await RawUpstream.StartAsync([.. Encoding.Latin1.GetBytes(head), .. bomb]);
            await _operator.CreateProxyAsync($"bomb-{coding}", upstream.Url);
            Assert.Equal(HttpStatusCode.BadGateway, await AskAsync($"bomb-{coding}"));
        }
    });

    [Theory]
    [InlineData("event", "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: {\"x\":\"")]
    [InlineData("header", "HTTP/1.1 200 OK\r\nX-Long: ")]
    [InlineData("answer", "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"x\":\"")]
    public Task An_upstream_whose_answer_has_no_end_fills_no_memory(string part, string beginning) => AssertBoundedAsync(async () =>
    {
        var rest = Encoding.Latin1.GetBytes(new string('a', Megabyte));
        await using var upstream = await RawUpstream.StartAsync(async (stream, cancellationToken) =>
        {
            await RawUpstream.SendAsync(stream, beginning, cancellationToken);
            for (var i = 0; i < AttackMegabytes; i++)
            {
                await stream.WriteAsync(rest, cancellationToken);
            }
        });
        await _operator.CreateProxyAsync($"endless-{part}", upstream.Url);
        Assert.Equal(HttpStatusCode.BadGateway, await AskAsync($"endless-{part}"));
    });

    [Fact]
    public async Task Hundreds_of_large_bodies_at_a_time_fill_no_more_memory_than_there_is_for_all_of_them()
    {
        var body = Encoding.UTF8.GetBytes(ChatRequest.Body(string.Concat(Enumerable.Repeat("All work. ", 104_000))));
        // What a gateway makes once, with the first request it judges, belongs to no body.
        Assert.Equal(HttpStatusCode.OK, await AskAsync("open"));

        // All but the last byte, so that everybody holds what they have sent at the same time.
        var connections = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => SendAllButLastAsync(body)));
        var answers = await Task.WhenAll(connections.Select(async connection =>
        {
            await connection.SendAsync(body.AsMemory(body.Length - 1));
            var answer = await connection.ReadToEndAsync();
            connection.Dispose();
            return answer;
        }));

        var peak = _gateway.PeakMemory;
        TestContext.Current.SendDiagnosticMessage($"{answers.Count(answer => answer.StartsWith("HTTP/1.1 200", StringComparison.Ordinal))} of {Connections} served, {peak / Megabyte} MiB");
        Assert.Contains(answers, answer => answer.StartsWith("HTTP/1.1 200", StringComparison.Ordinal));
        Assert.Contains(answers, answer => answer.Contains("\"overloaded\"", StringComparison.Ordinal));
        Assert.True(peak < MostWithMany, $"The process grew to {peak / Megabyte} MiB.");
        Assert.Equal(HttpStatusCode.OK, await AskAsync("open"));
    }

    private async Task<RawConnection> SendAllButLastAsync(byte[] body)
    {
        var connection = await RawConnection.OpenAsync(_gateway.Url);
        var length = body.Length.ToString(CultureInfo.InvariantCulture);
        await connection.SendAsync($"POST /llm/open{ChatRequest.Path} HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\nAuthorization: Bearer {_key}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n");
        await connection.SendAsync(body.AsMemory(0, body.Length - 1));
        return connection;
    }

    private async Task AssertBoundedAsync(Func<Task> attack)
    {
        var before = _gateway.PeakMemory;
        await attack();
        var growth = _gateway.PeakMemory - before;
        Assert.True(growth < MaxGrowth, $"The process grew by {growth / Megabyte} MiB.");
        Assert.Equal(HttpStatusCode.OK, await AskAsync("open"));
    }

    private Task<HttpStatusCode> AskAsync(string proxy) => AskAsync(proxy, new StringContent(ChatRequest.Body("Hello"), Encoding.UTF8, "application/json"));

    private async Task<HttpStatusCode> AskAsync(string proxy, HttpContent body)
    {
        using var client = new HttpClient();
        using var request = ChatRequest.Create(_gateway.Url, proxy, _key, body);
        using var answer = await client.SendAsync(request, Token);
        return answer.StatusCode;
    }
}
