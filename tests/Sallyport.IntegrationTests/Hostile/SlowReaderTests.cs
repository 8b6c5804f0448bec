using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Sallyport.Core.Limits;
using Sallyport.IntegrationTests.Gateway;
using Sallyport.IntegrationTests.Processes;
using Xunit;

namespace Sallyport.IntegrationTests.Hostile;

/// <summary>Callers that ask and do not read: they hold the upstream and the gateway's memory no longer than the setting says.</summary>
public sealed class SlowReaderTests : IAsyncLifetime
{
    private const int ReceiveBuffer = 4096;
    private const int Megabyte = 1024 * 1024;

    private GatewayFixture _gateway = null!; // Set by InitializeAsync, before any test runs.
    private string _key = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        _gateway = await GatewayFixture.StartAsync([new("Limits:ClientWriteTimeout", "00:00:01")]);
        _key = (await _gateway.CallAsync(HttpMethod.Post, "/api-keys", new { name = "administrator's" })).GetProperty("key").GetString() ?? "";
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_stream_that_nobody_reads_is_given_up_and_so_is_its_upstream()
    {
        var isGivenUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var upstream = await RawUpstream.StartAsync(async (stream, cancellationToken) =>
        {
            try
            {
                await RawUpstream.SendAsync(stream, RawUpstream.StreamHead, cancellationToken);
                while (true)
                {
                    await RawUpstream.SendAsync(stream, RawUpstream.Event(new string('a', 8192)), cancellationToken);
                }
            }
            catch (IOException)
            {
                isGivenUp.SetResult();
                throw;
            }
        });
        await _gateway.CreateProxyAsync("endless", "openai", upstream.Url, "secrets-only");
        using var caller = await AskAsync("endless", isStream: true);

        await isGivenUp.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);

        await AssertStalledAsync();
    }

    [Fact]
    public async Task A_large_answer_that_nobody_reads_is_given_up_and_its_memory_returned()
    {
        await using var upstream = await RawUpstream.StartAsync(Whole(24 * Megabyte));
        await _gateway.CreateProxyAsync("large", "openai", upstream.Url, "secrets-only");
        using var caller = await AskAsync("large", isStream: false);

        await AssertStalledAsync();
    }

    [Fact]
    public async Task A_large_answer_that_is_read_slowly_arrives_whole_and_with_its_length()
    {
        await using var upstream = await RawUpstream.StartAsync(Whole(8 * Megabyte));
        await _gateway.CreateProxyAsync("slow", "openai", upstream.Url, "secrets-only");
        using var caller = await AskAsync("slow", isStream: false);

        var answer = new StringBuilder();
        // Longer in all than one write may wait, but never for so long without progress.
        for (var i = 0; i < 8; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), Token);
            answer.Append(await caller.ReadAsync(Megabyte / 2));
        }

        answer.Append(await caller.ReadToEndAsync());
        var (head, body) = (answer.ToString().Split("\r\n\r\n")[0], answer.ToString().Split("\r\n\r\n")[1]);
        Assert.Contains($"Content-Length: {body.Length}\r\n", head, StringComparison.Ordinal);
        Assert.InRange(body.Length, 8 * Megabyte, 9 * Megabyte);
    }

    private async Task<RawConnection> AskAsync(string proxy, bool isStream)
    {
        var body = ChatRequest.Body("Hello", isStream: isStream);
        var connection = await RawConnection.OpenAsync(_gateway.Url, ReceiveBuffer);
        await connection.SendAsync(
            $"POST /llm/{proxy}{ChatRequest.Path} HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\nAuthorization: Bearer {_key}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        return connection;
    }

    private static byte[] Whole(int length)
    {
        var body = new JsonObject
        {
            ["id"] = "c", ["object"] = "chat.completion", ["created"] = 1, ["model"] = "m",
            ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = string.Concat(Enumerable.Repeat("word ", (length / 5) + 1)) } }),
        }.ToJsonString();
        return Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }

    private async Task AssertStalledAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            var newest = await _gateway.CallAsync(HttpMethod.Get, "/events?limit=1");
            if (newest.GetProperty("total").GetInt32() > 0)
            {
                var entry = newest.GetProperty("items")[0];
                Assert.Equal(("aborted", "caller_stalled"), (entry.GetProperty("outcome").GetString(), entry.GetProperty("denial_code").GetString()));
                Assert.Equal(0, _gateway.Services.GetRequiredService<BufferBudget>().Held);
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
        }
    }
}
