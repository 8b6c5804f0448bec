using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Sallyport.IntegrationTests.Gateway;
using Xunit;

namespace Sallyport.IntegrationTests.Listeners;

/// <summary>Proxies with a port of their own, on the whole gateway.</summary>
public sealed class ProxyPortTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>, IDisposable
{
    // Each request on a connection of its own: a kept one would answer after its listener closed.
    private readonly HttpClient _client = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task A_proxy_answers_on_its_own_port_and_on_the_main_listener()
    {
        await using var upstream = await EchoUpstream.StartAsync();
        var port = FreePort.Find();
        var proxy = await CreateAsync("both-ways", upstream.Url, port);
        var key = await gateway.CreateKeyAsync("both-ways", [proxy]);

        using var own = await ChatAsync(Port(port), key);
        using var main = await ChatAsync($"{proxy.Url}", key);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (own.StatusCode, main.StatusCode));
        Assert.Equal(2, upstream.Received.Count);
    }

    [Theory]
    [InlineData("/api/v1/proxies")]
    [InlineData("/api/v1/auth/me")]
    [InlineData("/health")]
    [InlineData("/llm/plane-only/v1/chat/completions")]
    [InlineData("/ws")]
    [InlineData("/")]
    public async Task Nothing_but_the_plane_is_reached_on_a_proxys_port(string path)
    {
        await using var upstream = await EchoUpstream.StartAsync();
        var port = FreePort.Find();
        var name = $"plane-only{Math.Abs(path.GetHashCode(StringComparison.Ordinal))}";
        var proxy = await CreateAsync(name, upstream.Url, port);
        var key = await gateway.CreateKeyAsync(name, [proxy]);

        using var request = new HttpRequestMessage(HttpMethod.Get, Port(port) + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await _client.SendAsync(request, Token);
        using var stranger = await _client.GetAsync(Port(port) + path, Token);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal(JsonValueKind.String, body.GetProperty("error").GetProperty("message").ValueKind);
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
        Assert.Empty(upstream.Received);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_reported_to_who_asked_for_it_and_works_once_it_is_free()
    {
        await using var upstream = await EchoUpstream.StartAsync();
        using var taken = FreePort.Take();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        using var created = await gateway.SendAsync(HttpMethod.Post, "/proxies", Input("conflict", upstream.Url, port));
        var problem = await created.Content.ReadFromJsonAsync<JsonElement>(Token);
        var id = (await gateway.CallAsync(HttpMethod.Get, "/proxies?search=conflict")).GetProperty("items")[0].GetProperty("id").GetString();
        var closed = await gateway.CallAsync(HttpMethod.Get, $"/proxies/{id}");
        using var started = await gateway.SendAsync(HttpMethod.Post, $"/proxies/{id}/start");
        var tried = await gateway.CallAsync(HttpMethod.Get, $"/proxies/{id}/status");
        taken.Stop();
        var status = await gateway.CallAsync(HttpMethod.Post, $"/proxies/{id}/start");

        Assert.Equal(HttpStatusCode.Conflict, created.StatusCode);
        Assert.Equal("port_unavailable", problem.GetProperty("code").GetString());
        Assert.Contains($"{port}", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains($"Port {port}", closed.GetProperty("port_fault").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, started.StatusCode);
        Assert.True(tried.GetProperty("running").GetBoolean(), "its path worked before, and trying the port again must not end that");
        Assert.Contains($"Port {port}", tried.GetProperty("port_fault").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, status.GetProperty("port_fault").ValueKind);
        Assert.True(status.GetProperty("running").GetBoolean());
        Assert.True(await IsOpenAsync(port));
    }

    [Fact]
    public async Task A_port_that_is_taken_does_not_keep_another_proxy_from_starting()
    {
        using var taken = FreePort.Take();
        using var blocked = await gateway.SendAsync(HttpMethod.Post, "/proxies", Input("without-port", new Uri("http://127.0.0.1:9"), ((IPEndPoint)taken.LocalEndpoint).Port));
        var port = FreePort.Find();

        var other = await CreateAsync("beside-it", new Uri("http://127.0.0.1:9"), port);
        var status = await gateway.CallAsync(HttpMethod.Post, $"/proxies/{other.Id}/restart");

        Assert.Equal(HttpStatusCode.Conflict, blocked.StatusCode);
        Assert.True(status.GetProperty("running").GetBoolean());
        Assert.True(await IsOpenAsync(port));
    }

    [Fact]
    public async Task Two_proxies_cannot_be_given_the_same_port()
    {
        var port = FreePort.Find();
        await CreateAsync("first-of-port", new Uri("http://127.0.0.1:9"), port);

        using var second = await gateway.SendAsync(HttpMethod.Post, "/proxies", Input("second-of-port", new Uri("http://127.0.0.1:9"), port));
        var problem = await second.Content.ReadFromJsonAsync<JsonElement>(Token);

        Assert.Equal(HttpStatusCode.BadRequest, second.StatusCode);
        Assert.Contains("first-of-port", problem.GetProperty("errors").GetProperty("port")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_is_not_given_the_port_that_the_gateway_listens_on()
    {
        var port = FreePort.Find();
        await using var other = await gateway.StartAnotherAsync(new KeyValuePair<string, string?>("Urls", Port(port)));

        using var refused = await other.SendAsync(HttpMethod.Post, "/proxies", Input("on-the-gateway", new Uri("http://127.0.0.1:9"), port));
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>(Token);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("gateway", problem.GetProperty("errors").GetProperty("port")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await other.CallAsync(HttpMethod.Get, "/proxies?search=on-the-gateway")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_proxys_port_that_became_the_gateways_does_not_keep_the_gateway_from_starting()
    {
        await using var before = await GatewayFixture.StartAsync();
        using var taken = FreePort.Take();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        using var saved = await before.SendAsync(HttpMethod.Post, "/proxies", Input("in-the-way", new Uri("http://127.0.0.1:9"), port));
        var id = (await before.CallAsync(HttpMethod.Get, "/proxies?search=in-the-way")).GetProperty("items")[0].GetProperty("id").GetString();

        // Stopped here, it is no rival for the port; the other gateway starts it.
        await before.CallAsync(HttpMethod.Post, $"/proxies/{id}/stop");
        taken.Stop();
        await using var after = await before.StartAnotherAsync(new KeyValuePair<string, string?>("Urls", Port(port)));

        Assert.Equal(HttpStatusCode.Conflict, saved.StatusCode);
        Assert.Equal(port, after.Url.Port);
    }

    [Fact]
    public async Task Stopping_lets_the_running_request_end_and_then_closes_the_port()
    {
        await using var upstream = await HeldUpstream.StartAsync();
        var port = FreePort.Find();
        var proxy = await CreateAsync("drained", upstream.Url, port);
        var key = await gateway.CreateKeyAsync("drained", [proxy]);
        var running = ChatAsync(Port(port), key);
        await upstream.Asked.WaitAsync(Token);

        var stopping = gateway.CallAsync(HttpMethod.Post, $"/proxies/{proxy.Id}/stop");
        await UntilAsync(async () => !await IsOpenAsync(port));
        Assert.False(running.IsCompleted);
        Assert.False(stopping.IsCompleted);
        upstream.Release();

        using var answer = await running;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False((await stopping).GetProperty("running").GetBoolean());
        Assert.False(await IsOpenAsync(port));
    }

    [Fact]
    public async Task Restarting_opens_the_port_again()
    {
        await using var upstream = await EchoUpstream.StartAsync();
        var port = FreePort.Find();
        var proxy = await CreateAsync("restarted", upstream.Url, port);
        var key = await gateway.CreateKeyAsync("restarted", [proxy]);

        await gateway.CallAsync(HttpMethod.Post, $"/proxies/{proxy.Id}/restart");
        using var answer = await ChatAsync(Port(port), key);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_changed_port_opens_and_the_old_one_closes()
    {
        await using var upstream = await EchoUpstream.StartAsync();
        var (old, next) = (FreePort.Find(), FreePort.Find());
        var proxy = await CreateAsync("moved", upstream.Url, old);
        var key = await gateway.CreateKeyAsync("moved", [proxy]);

        await gateway.CallAsync(HttpMethod.Put, $"/proxies/{proxy.Id}", Input("moved", upstream.Url, next));
        using var answer = await ChatAsync(Port(next), key);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(await IsOpenAsync(old));
    }

    [Fact]
    public async Task A_proxy_that_loses_its_port_or_is_disabled_closes_it()
    {
        var (first, second) = (FreePort.Find(), FreePort.Find());
        var target = new Uri("http://127.0.0.1:9");
        var unported = await CreateAsync("unported", target, first);
        var disabled = await CreateAsync("disabled", target, second);

        await gateway.CallAsync(HttpMethod.Put, $"/proxies/{unported.Id}", Input("unported", target, null));
        await gateway.CallAsync(HttpMethod.Put, $"/proxies/{disabled.Id}", Input("disabled", target, second, isEnabled: false));

        Assert.False(await IsOpenAsync(first));
        Assert.False(await IsOpenAsync(second));
    }

    private static string Port(int port) => $"http://127.0.0.1:{port}";

    private static object Input(string name, Uri target, int? port, bool isEnabled = true) =>
        new { name, kind = "llm", provider = "openai", target, enabled = isEnabled, auto_start = true, port };

    private async Task<ProxyHandle> CreateAsync(string name, Uri target, int port)
    {
        var proxy = await gateway.CallAsync(HttpMethod.Post, "/proxies", Input(name, target, port));
        return new ProxyHandle(proxy.GetProperty("id").GetString() ?? "", name, new Uri(gateway.Url, $"/llm/{name}"));
    }

    private async Task<HttpResponseMessage> ChatAsync(string baseUrl, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{baseUrl}/v1/chat/completions");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Content = JsonContent.Create(new { model = "echo-0-0", messages = new[] { new { role = "user", content = "Hello" } } });
        return await _client.SendAsync(request, Token);
    }

    private static async Task<bool> IsOpenAsync(int port)
    {
        using var client = new System.Net.Sockets.TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, Token);
            return true;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        while (!await holds())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), Token);
        }
    }
}
