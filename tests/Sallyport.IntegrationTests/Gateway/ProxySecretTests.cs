using System.Net;
using Xunit;

namespace Sallyport.IntegrationTests.Gateway;

public sealed class ProxySecretTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task A_stored_secret_does_not_follow_a_proxy_to_another_server()
    {
        var proxy = await CreateAsync("moved", "http://203.0.113.7:9000/a");
        using var elsewhere = await gateway.SendAsync(HttpMethod.Put, $"/proxies/{proxy}", Body("moved", "http://203.0.113.8:9000/a", secret: null));
        Assert.Equal(HttpStatusCode.BadRequest, elsewhere.StatusCode);
        using var downgraded = await gateway.SendAsync(HttpMethod.Put, $"/proxies/{proxy}", Body("moved", "https://203.0.113.7:9000/a", secret: null));
        Assert.Equal(HttpStatusCode.BadRequest, downgraded.StatusCode);
        await gateway.CallAsync(HttpMethod.Put, $"/proxies/{proxy}", Body("moved", "http://203.0.113.7:9000/b", secret: null));
        await gateway.CallAsync(HttpMethod.Put, $"/proxies/{proxy}", Body("moved", "http://203.0.113.8:9000/a", "another-secret-5678"));
    }

    [Fact]
    public async Task A_change_refused_for_its_name_leaves_the_secret_as_it_was()
    {
        await CreateAsync("taken", "http://203.0.113.7");
        var proxy = await CreateAsync("kept", "http://203.0.113.7");
        using var refused = await gateway.SendAsync(HttpMethod.Put, $"/proxies/{proxy}", Body("taken", "http://203.0.113.7", "another-secret-5678"));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var auth = (await gateway.CallAsync(HttpMethod.Get, $"/proxies/{proxy}")).GetProperty("auth");
        Assert.Equal("1234", auth.GetProperty("secret_last4").GetString());
    }

    private static object Body(string name, string target, string? secret) =>
        new { name, kind = "llm", provider = "openai", target, auth = new { type = "bearer", secret } };

    private async Task<string?> CreateAsync(string name, string target) =>
        (await gateway.CallAsync(HttpMethod.Post, "/proxies", Body(name, target, "the-first-secret-1234"))).GetProperty("id").GetString();
}
