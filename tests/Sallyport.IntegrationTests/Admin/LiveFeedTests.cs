using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Sallyport.Admin.Live;
using Sallyport.Core.Live;
using Sallyport.Core.Pipeline;
using Sallyport.Core.Proxies;
using Sallyport.IntegrationTests.Gateway;
using Xunit;

namespace Sallyport.IntegrationTests.Admin;

public sealed class LiveFeedTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_watcher_is_told_the_run_states_and_each_change_of_them()
    {
        var proxy = await gateway.CreateProxyAsync("watched", "openai", new Uri("http://127.0.0.1:9"));
        using var socket = await OpenAsync(gateway.Url.GetLeftPart(UriPartial.Authority));

        Assert.True(await NextStateAsync(socket, proxy.Id));
        await gateway.CallAsync(HttpMethod.Post, $"/proxies/{proxy.Id}/stop");
        Assert.False(await NextStateAsync(socket, proxy.Id));
        await gateway.CallAsync(HttpMethod.Post, $"/proxies/{proxy.Id}/start");
        Assert.True(await NextStateAsync(socket, proxy.Id));
    }

    [Fact]
    public async Task A_page_of_another_site_cannot_watch()
    {
        await Assert.ThrowsAsync<WebSocketException>(() => OpenAsync("https://elsewhere.example"));
    }

    [Fact]
    public async Task One_user_cannot_open_watches_without_end()
    {
        await using var fresh = await GatewayFixture.StartAsync();
        var open = new List<ClientWebSocket>();
        for (var i = 0; i < LiveSeats.MostForUser; i++)
        {
            open.Add(await OpenAsync(fresh, fresh.Url.GetLeftPart(UriPartial.Authority)));
        }

        await Assert.ThrowsAsync<WebSocketException>(() => OpenAsync(fresh, fresh.Url.GetLeftPart(UriPartial.Authority)));
        open.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public async Task A_watcher_that_reads_nothing_is_let_go()
    {
        using var socket = new DeafSocket();
        var watch = new LiveSocket(
            socket, gateway.Services.GetRequiredService<LiveFeed>(), gateway.Services.GetRequiredService<PipelineRunner>(),
            gateway.Services.GetRequiredService<ProxyCatalog>(), _ => Task.FromResult(true), new HastyClock());

        await watch.RunAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.Equal(WebSocketState.Aborted, socket.State);
    }

    private Task<ClientWebSocket> OpenAsync(string origin) => OpenAsync(gateway, origin);

    private static async Task<ClientWebSocket> OpenAsync(GatewayFixture gateway, string origin)
    {
        using var browser = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = gateway.Url };
        using var answer = await browser.PostAsJsonAsync("/api/v1/auth/login", new { username = "admin", password = GatewayFixture.Password }, TestContext.Current.CancellationToken);
        var cookie = string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(value => value.Split(';')[0]));
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", cookie);
        socket.Options.SetRequestHeader("Origin", origin);
        await socket.ConnectAsync(new Uri($"ws://{gateway.Url.Authority}/ws"), TestContext.Current.CancellationToken);
        return socket;
    }

    private static async Task<bool> NextStateAsync(ClientWebSocket socket, string proxyId)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(), limit.Token);
            var message = JsonElement.Parse(buffer.AsSpan(0, received.Count));
            if (message.GetProperty("type").GetString() == "proxy_status" && message.GetProperty("data").GetProperty("id").GetString() == proxyId)
            {
                return message.GetProperty("data").GetProperty("running").GetBoolean();
            }
        }
    }
}
