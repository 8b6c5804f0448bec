using System.Net;
using System.Text.Json;
using Sallyport.IntegrationTests.Gateway;
using Sallyport.IntegrationTests.Processes;
using Xunit;

namespace Sallyport.IntegrationTests.Admin;

/// <summary>Proxies that are made, started, stopped and removed.</summary>
public sealed class ProxyLifeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_status_counts_requests_and_errors_since_the_start()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        await using var upstream = await EchoUpstream.StartAsync();
        var proxy = await gateway.CreateProxyAsync("counted", "openai", upstream.Url);
        var key = await gateway.CreateKeyAsync("counted", [proxy]);
        await AskAsync(gateway.Client, gateway.Url, proxy.Name, key, "echo-0-0");
        await AskAsync(gateway.Client, gateway.Url, proxy.Name, key, "fault-500");

        var status = await gateway.CallAsync(HttpMethod.Get, $"/proxies/{proxy.Id}/status");
        var all = await gateway.CallAsync(HttpMethod.Get, "/proxies/status");

        Assert.True(status.GetProperty("running").GetBoolean());
        Assert.Equal(JsonValueKind.Null, status.GetProperty("port").ValueKind);
        Assert.Equal(upstream.Url.ToString(), status.GetProperty("target").GetString());
        Assert.True(status.GetProperty("start_time").GetDateTimeOffset() > DateTimeOffset.UnixEpoch);
        Assert.True(status.GetProperty("uptime_seconds").GetInt64() >= 0);
        Assert.Equal((2, 1), (status.GetProperty("requests_processed").GetInt32(), status.GetProperty("errors").GetInt32()));
        Assert.Equal(proxy.Id, Assert.Single(all.EnumerateArray()).GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_stopped_proxy_serves_nobody_until_it_is_started_or_restarted()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        await using var upstream = await EchoUpstream.StartAsync();
        var proxy = await gateway.CreateProxyAsync("halted", "openai", upstream.Url);
        var key = await gateway.CreateKeyAsync("halted", [proxy]);

        foreach (var back in new[] { "start", "restart" })
        {
            var stopped = await gateway.CallAsync(HttpMethod.Post, $"/proxies/{proxy.Id}/stop");
            Assert.False(stopped.GetProperty("running").GetBoolean());
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await AskAsync(gateway.Client, gateway.Url, proxy.Name, key, "echo-0-0"));
            Assert.True((await gateway.CallAsync(HttpMethod.Post, $"/proxies/{proxy.Id}/{back}")).GetProperty("running").GetBoolean());
            Assert.Equal(HttpStatusCode.OK, await AskAsync(gateway.Client, gateway.Url, proxy.Name, key, "echo-0-0"));
        }

        Assert.Equal(2, upstream.Received.Count);
    }

    [Fact]
    public async Task A_running_proxy_is_not_removed_and_a_stopped_one_is()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        await using var upstream = await EchoUpstream.StartAsync();
        var proxy = await gateway.CreateProxyAsync("removed", "openai", upstream.Url);

        using var early = await gateway.SendAsync(HttpMethod.Delete, $"/proxies/{proxy.Id}");
        await gateway.CallAsync(HttpMethod.Post, $"/proxies/{proxy.Id}/stop");
        await gateway.CallAsync(HttpMethod.Delete, $"/proxies/{proxy.Id}");

        Assert.Equal(HttpStatusCode.Conflict, early.StatusCode);
        using var gone = await gateway.SendAsync(HttpMethod.Get, $"/proxies/{proxy.Id}");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task After_a_crash_a_proxy_runs_again_only_if_it_starts_by_itself()
    {
        using var data = new ScratchFolder();
        string starts;
        string waits;
        await using (var first = await GatewayProcess.StartAsync(data.Path))
        {
            using var before = await Operator.SignInAsync(first.Url);
            starts = await before.CreateProxyAsync("starts", new Uri("http://127.0.0.1:9"));
            waits = await before.CreateProxyAsync("waits", new Uri("http://127.0.0.1:9"));
            var change = new { name = "waits", kind = "llm", provider = "openai", target = "http://127.0.0.1:9", enabled = true, auto_start = false };
            await before.CallAsync(HttpMethod.Put, $"/proxies/{waits}", change);
            await before.CallAsync(HttpMethod.Post, $"/proxies/{waits}/start");
            Assert.True(await IsRunningAsync(before, waits));
            await first.KillAsync();
        }

        await using var second = await GatewayProcess.StartAsync(data.Path);
        using var after = await Operator.SignInAsync(second.Url);

        Assert.True(await IsRunningAsync(after, starts));
        Assert.False(await IsRunningAsync(after, waits));
    }

    private static async Task<bool> IsRunningAsync(Operator administrator, string id) =>
        (await administrator.CallAsync(HttpMethod.Get, $"/proxies/{id}/status")).GetProperty("running").GetBoolean();

    private static async Task<HttpStatusCode> AskAsync(HttpClient client, Uri gateway, string proxy, string key, string model)
    {
        using var request = ChatRequest.Create(gateway, proxy, key, "Hello", model);
        using var answer = await client.SendAsync(request, Token);
        await answer.Content.ReadAsStringAsync(Token);
        return answer.StatusCode;
    }
}
