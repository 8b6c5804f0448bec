using System.Collections.Concurrent;
using System.Diagnostics;
using Sallyport.IntegrationTests.Processes;
using Xunit;

namespace Sallyport.IntegrationTests.Crash;

/// <summary>
/// Traffic and management changes that go on until the gateway goes away, with a note of everything it acknowledged: an exchange when its
/// whole answer was read, a change when its answer came.
/// </summary>
internal sealed class AcknowledgedLoad
{
    private const int Callers = 6;

    private readonly ConcurrentQueue<(string RequestId, long At)> _exchanges = new();
    private readonly ConcurrentQueue<string> _teams = new();

    /// <summary>Request ids, each with the timestamp of its acknowledgement.</summary>
    internal IReadOnlyCollection<(string RequestId, long At)> Exchanges => _exchanges;

    /// <summary>Names of the teams that were made.</summary>
    internal IReadOnlyCollection<string> Teams => _teams;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Starts it; the task ends when the gateway does.</summary>
    internal Task StartAsync(Uri gateway, string proxy, string key, Operator administrator, string model) => Task.WhenAll(
        [.. Enumerable.Range(0, Callers).Select(_ => UntilGoneAsync(client => ChatAsync(client, gateway, proxy, key, model))), UntilGoneAsync(_ => ChangeAsync(administrator))]);

    /// <summary>Ends when this much was acknowledged.</summary>
    internal async Task ReachAsync(int exchanges, int teams)
    {
        while (_exchanges.Count < exchanges || _teams.Count < teams)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), Token);
        }
    }

    private static async Task UntilGoneAsync(Func<HttpClient, Task> act)
    {
        using var client = new HttpClient();
        try
        {
            while (!Token.IsCancellationRequested)
            {
                await act(client);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            // The gateway is gone, which is what this waits for.
        }
    }

    private async Task ChatAsync(HttpClient client, Uri gateway, string proxy, string key, string model)
    {
        using var request = ChatRequest.Create(gateway, proxy, key, "Hello", model, isStream: true);
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
        var text = await answer.Content.ReadAsStringAsync(Token);
        if (answer.IsSuccessStatusCode && text.EndsWith("data: [DONE]\n\n", StringComparison.Ordinal))
        {
            _exchanges.Enqueue((answer.Headers.GetValues("X-Request-Id").Single(), Stopwatch.GetTimestamp()));
        }
    }

    private async Task ChangeAsync(Operator administrator)
    {
        var name = $"team-{_teams.Count}";
        using var answer = await administrator.SendAsync(HttpMethod.Post, "/teams", new { name, active = true });
        if (answer.IsSuccessStatusCode)
        {
            _teams.Enqueue(name);
        }
    }
}
