using System.Net;
using Sallyport.IntegrationTests.Processes;
using Xunit;

namespace Sallyport.IntegrationTests.Hostile;

/// <summary>Callers that go away in the middle.</summary>
public sealed class AbortTests(HostileGateway gateway) : IClassFixture<HostileGateway>, IDisposable
{
    // Without the drain time of its own, the client closes a connection at once when an answer is given up.
    private readonly HttpClient _client = new(new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero });

    private const int Streams = 200;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task An_upstream_sees_that_the_caller_went_away()
    {
        var before = await gateway.CountAsync();
        string id;
        using (var request = ChatRequest.Create(gateway.Url, HostileGateway.ProxyName, gateway.Key, "Hello", "hang", isStream: true))
        using (var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token))
        {
            id = answer.Headers.GetValues("X-Request-Id").Single();
        }

        await gateway.Upstream.Aborted.WaitAsync(Token);
        Assert.Equal("aborted", (await gateway.EventAsync(id)).GetProperty("outcome").GetString());
        await gateway.AssertServesAsync(before, entries: 1);
    }

    [Fact]
    public async Task Hundreds_of_streams_of_which_half_are_abandoned_leave_one_entry_each()
    {
        var before = await gateway.CountAsync();
        var text = string.Concat(Enumerable.Repeat("All work and no play makes a dull gateway. ", 20));

        var whole = await Task.WhenAll(Enumerable.Range(0, Streams).Select(i => StreamAsync(text, isAbandoned: i % 2 == 0)));

        Assert.Equal(Streams / 2, whole.Count(isWhole => isWhole));
        await gateway.AssertServesAsync(before, Streams);
    }

    private async Task<bool> StreamAsync(string text, bool isAbandoned)
    {
        using var request = ChatRequest.Create(gateway.Url, HostileGateway.ProxyName, gateway.Key, text, "echo-3-100", isStream: true);
        using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        if (!isAbandoned)
        {
            return (await answer.Content.ReadAsStringAsync(Token)).EndsWith("data: [DONE]\n\n", StringComparison.Ordinal);
        }

        await using var body = await answer.Content.ReadAsStreamAsync(Token);
        Assert.NotEqual(0, await body.ReadAsync(new byte[64], Token));
        return false;
    }
}
