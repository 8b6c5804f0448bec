using System.Net;
using System.Net.Sockets;
using Sallyport.IntegrationTests.Gateway;
using Xunit;

namespace Sallyport.IntegrationTests.Proxies;

/// <summary>What one proxy's trouble means for another, and what a refused change leaves behind.</summary>
public sealed class ProxyChangeTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task A_port_that_another_program_holds_is_told_for_its_own_proxy_only()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;

        using var refused = await gateway.SendAsync(HttpMethod.Post, "/proxies", Proxy("port-is-held", port));
        using var other = await gateway.SendAsync(HttpMethod.Post, "/proxies", Proxy("no-port", null));

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Created), (refused.StatusCode, other.StatusCode));
    }

    [Fact]
    public async Task A_change_to_a_taken_name_leaves_the_secret_as_it_was()
    {
        await gateway.CallAsync(HttpMethod.Post, "/proxies", Proxy("taken", null));
        var proxy = await gateway.CallAsync(HttpMethod.Post, "/proxies", Proxy("mine", null, "first-secret-1111"));
        var id = proxy.GetProperty("id").GetString();

        using var refused = await gateway.SendAsync(HttpMethod.Put, $"/proxies/{id}", Proxy("taken", null, "second-secret-2222"));

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var kept = await gateway.CallAsync(HttpMethod.Get, $"/proxies/{id}");
        Assert.Equal("1111", kept.GetProperty("auth").GetProperty("secret_last4").GetString());
    }

    private static object Proxy(string name, int? port, string? secret = null) => new
    {
        name,
        kind = "llm",
        provider = "openai",
        target = "https://upstream.example",
        port,
        enabled = true,
        auto_start = true,
        auth = new { type = secret is null ? "none" : "bearer", secret },
    };
}
