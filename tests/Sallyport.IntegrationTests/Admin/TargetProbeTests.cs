using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Sallyport.IntegrationTests.Gateway;
using Xunit;

namespace Sallyport.IntegrationTests.Admin;

public sealed class TargetProbeTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task A_target_that_answers_is_fine_whatever_it_says_to_a_stranger()
    {
        await using var upstream = await EchoUpstream.StartAsync();

        var result = await TryAsync(upstream.Url.ToString());

        Assert.True(result.GetProperty("ok").GetBoolean());
        Assert.Contains("status 404", Detail(result), StringComparison.Ordinal);
        var request = Assert.Single(upstream.Received);
        Assert.Equal("HEAD", request.Method);
        Assert.StartsWith("Sallyport/", request.Headers.UserAgent.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://169.254.169.254", "must not connect to")]
    [InlineData("http://10.1.2.3:8000/v1", "must not connect to")]
    [InlineData("http://no-such-host.invalid", "could not be resolved")]
    [InlineData("ftp://example.org", "not an absolute http or https address")]
    [InlineData("http://user:word@example.org", "must not hold a user name")]
    [InlineData(null, "empty")]
    public async Task A_target_that_cannot_be_used_is_explained(string? target, string reason)
    {
        var result = await TryAsync(target);

        Assert.False(result.GetProperty("ok").GetBoolean());
        Assert.Contains(reason, Detail(result), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_port_is_unreachable()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        var result = await TryAsync($"http://127.0.0.1:{port}");

        Assert.False(result.GetProperty("ok").GetBoolean());
        Assert.Contains("ConnectionRefused", Detail(result), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_speaks_no_TLS_is_told_apart()
    {
        await using var upstream = await EchoUpstream.StartAsync();

        var result = await TryAsync($"https://127.0.0.1:{upstream.Url.Port}");

        Assert.False(result.GetProperty("ok").GetBoolean());
        Assert.Contains("TLS", Detail(result), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_may_not_use_the_gateway_to_look_around()
    {
        using var stranger = new HttpClient { BaseAddress = gateway.Url };
        using var content = new StringContent("""{"target":"http://127.0.0.1"}""", System.Text.Encoding.UTF8, "application/json");
        using var answer = await stranger.PostAsync("/api/v1/proxies/test-target", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private Task<JsonElement> TryAsync(string? target) => gateway.CallAsync(HttpMethod.Post, "/proxies/test-target", new { target });

    private static string Detail(JsonElement result) => result.GetProperty("detail").GetString() ?? "";
}
