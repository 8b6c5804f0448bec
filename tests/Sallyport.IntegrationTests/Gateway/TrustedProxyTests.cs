using System.Net;
using System.Net.Http.Json;
using Sallyport.IntegrationTests.Listeners;
using Sallyport.IntegrationTests.Processes;
using Xunit;

namespace Sallyport.IntegrationTests.Gateway;

/// <summary>Callers behind a reverse proxy are told apart, and nobody else can say who they are.</summary>
public sealed class TrustedProxyTests
{
    private const int Failures = 3;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Callers_behind_a_trusted_proxy_are_throttled_each_for_itself()
    {
        await using var gateway = await StartAsync("127.0.0.0/8");
        for (var i = 0; i < Failures; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await SignInAsync(gateway, "203.0.113.7", $"nobody-{i}"));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await SignInAsync(gateway, "203.0.113.7", "nobody-x"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await SignInAsync(gateway, "198.51.100.1, 203.0.113.7", "nobody-y"));
        Assert.Equal(HttpStatusCode.Unauthorized, await SignInAsync(gateway, "203.0.113.8", "nobody-z"));
    }

    [Fact]
    public async Task Whoever_is_not_trusted_cannot_choose_an_address()
    {
        await using var gateway = await StartAsync("10.0.0.0/8");
        for (var i = 0; i < Failures; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await SignInAsync(gateway, $"203.0.113.{i}", $"nobody-{i}"));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await SignInAsync(gateway, "203.0.113.99", "nobody-x"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_audit_trail_names_the_caller_and_not_the_proxy(bool hasPort)
    {
        await using var gateway = await StartAsync("127.0.0.1");
        await using var upstream = await EchoUpstream.StartAsync();
        int? port = hasPort ? FreePort.Find() : null;
        await gateway.CallAsync(HttpMethod.Post, "/proxies", new { name = "p", kind = "llm", provider = "openai", target = upstream.Url, enabled = true, auto_start = true, port });
        using var request = ChatRequest.Create(gateway.Url, "p", key: null, "Hello");
        request.RequestUri = hasPort ? new Uri($"http://127.0.0.1:{port}{ChatRequest.Path}") : request.RequestUri;
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");

        using var answer = await gateway.Client.SendAsync(request, Token);

        var entry = await gateway.EventAsync(answer.Headers.GetValues("X-Request-Id").Single());
        Assert.Equal("203.0.113.7", entry.GetProperty("client_ip").GetString());
    }

    private static Task<GatewayFixture> StartAsync(string trusted) =>
        GatewayFixture.StartAsync([new("Network:TrustedProxies:0", trusted), new("Identity:SignInFailuresPerAddress", $"{Failures}")]);

    private static async Task<HttpStatusCode> SignInAsync(GatewayFixture gateway, string forwardedFor, string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/auth/login") { Content = JsonContent.Create(new { username = name, password = "not the password" }) };
        request.Headers.Add("X-Forwarded-For", forwardedFor);
        using var answer = await gateway.Client.SendAsync(request, Token);
        return answer.StatusCode;
    }
}
