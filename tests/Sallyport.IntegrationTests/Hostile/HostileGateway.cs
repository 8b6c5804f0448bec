using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Sallyport.Core.Auditing;
using Sallyport.IntegrationTests.Gateway;
using Sallyport.IntegrationTests.Processes;
using Xunit;

namespace Sallyport.IntegrationTests.Hostile;

/// <summary>
/// A gateway with limits small enough to be reached, in front of an upstream that behaves. After every attack the tests ask it the same two
/// questions: did it leave exactly the entries it should have left, and does it serve the next caller?
/// </summary>
public sealed class HostileGateway : IAsyncLifetime
{
    internal const int MaxBytes = 1024 * 1024;
    internal const int MaxEventBytes = 64 * 1024;
    internal const string ProxyName = "open";

    private static readonly TimeSpan RecordTime = TimeSpan.FromSeconds(20);

    private GatewayFixture _gateway = null!; // Set by InitializeAsync, before any test runs.
    private EchoUpstream _upstream = null!; // Likewise.
    private int _proxies;

    internal Uri Url => _gateway.Url;

    internal HttpClient Client => _gateway.Client;

    internal EchoUpstream Upstream => _upstream;

    /// <summary>A key for every proxy: the administrator's own.</summary>
    internal string Key { get; private set; } = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        _upstream = await EchoUpstream.StartAsync();
        _gateway = await GatewayFixture.StartAsync(
        [
            new("Llm:MaxRequestBytes", $"{MaxBytes}"),
            new("Llm:MaxResponseBytes", $"{MaxBytes}"),
            new("Llm:MaxEventBytes", $"{MaxEventBytes}"),
            new("Llm:RequestIdleTimeout", "00:00:01"),
            new("Upstream:HeadTimeout", "00:00:05"),
            new("Upstream:IdleTimeout", "00:00:03"),
            new("RateLimits:DefaultPerMinute", "0"),
        ]);
        await _gateway.CreateProxyAsync(ProxyName, "openai", _upstream.Url);
        var key = await _gateway.CallAsync(HttpMethod.Post, "/api-keys", new { name = "administrator's" });
        Key = key.GetProperty("key").GetString() ?? "";
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    /// <summary>Makes a proxy to a target of the test's own and answers its name.</summary>
    internal async Task<string> AddProxyAsync(Uri target, params string[] policies)
    {
        var name = $"hostile-{Interlocked.Increment(ref _proxies)}";
        await _gateway.CreateProxyAsync(name, "openai", target, policies);
        return name;
    }

    /// <summary>How many exchanges the trail holds.</summary>
    internal async Task<int> CountAsync()
    {
        await _gateway.Services.GetRequiredService<IAuditLog>().FlushAsync(Token);
        return (await _gateway.CallAsync(HttpMethod.Get, "/events?limit=1")).GetProperty("total").GetInt32();
    }

    /// <summary>How the exchange before the newest one ended, for attacks whose answer nobody can read.</summary>
    internal async Task<string?> OutcomeBeforeLastAsync()
    {
        var newest = await _gateway.CallAsync(HttpMethod.Get, "/events?limit=2");
        return newest.GetProperty("items")[1].GetProperty("outcome").GetString();
    }

    /// <summary>The record of an exchange.</summary>
    internal Task<JsonElement> EventAsync(string requestId) => _gateway.EventAsync(requestId);

    /// <summary>Serves the next caller, and holds exactly so many entries more than before.</summary>
    internal async Task AssertServesAsync(int before, int entries)
    {
        using var request = ChatRequest.Create(Url, ProxyName, Key, "Still there?");
        using var answer = await Client.SendAsync(request, Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(RecordTime);
        var expected = before + entries + 1;
        while (await CountAsync() < expected && !limit.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), Token);
        }

        Assert.Equal(expected, await CountAsync());
    }
}
