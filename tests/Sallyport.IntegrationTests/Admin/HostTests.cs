using System.Globalization;
using System.Net;
using Sallyport.IntegrationTests.Gateway;
using Sallyport.IntegrationTests.Hostile;
using Xunit;

namespace Sallyport.IntegrationTests.Admin;

/// <summary>A page that makes its own name point to the gateway (DNS rebinding) must not reach the management side.</summary>
public sealed class HostTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/api/v1/openapi.json")]
    [InlineData("/api/v1/proxies")]
    [InlineData("/auth/me")]
    [InlineData("/ws")]
    [InlineData("/docs")]
    public async Task The_management_side_does_not_answer_under_another_sites_name(string path)
    {
        foreach (var host in new[] { "attacker.example", "attacker.example:8080", "127.0.0.1.attacker.example", "localhost.attacker.example", "" })
        {
            Assert.Equal(HttpStatusCode.MisdirectedRequest, await GetAsync(gateway, path, host));
        }
    }

    [Theory]
    [InlineData("localhost:8080")]
    [InlineData("LOCALHOST.")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]:8080")]
    [InlineData("192.0.2.7:443")]
    public async Task Addresses_and_localhost_are_the_gateways_own(string host) =>
        Assert.Equal(HttpStatusCode.OK, await GetAsync(gateway, "/api/v1/openapi.json", host));

    [Fact]
    public async Task A_sign_in_under_another_sites_name_is_not_even_tried()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/auth/login") { Content = new StringContent("{}") };
        request.Headers.Host = "attacker.example";
        using var answer = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Probes_and_data_planes_are_served_under_any_name()
    {
        Assert.Equal(HttpStatusCode.OK, await GetAsync(gateway, "/health", "pod.cluster.example"));
        Assert.Equal(HttpStatusCode.NotFound, await GetAsync(gateway, "/llm/none/v1/models", "llm.example.com"));
    }

    [Fact]
    public async Task A_name_that_was_configured_is_served()
    {
        await using var named = await GatewayFixture.StartAsync(new KeyValuePair<string, string?>("Admin:AllowedHosts:0", "Gateway.example.com"));

        Assert.Equal(HttpStatusCode.OK, await GetAsync(named, "/api/v1/openapi.json", "gateway.example.com:8443"));
        Assert.Equal(HttpStatusCode.MisdirectedRequest, await GetAsync(named, "/api/v1/openapi.json", "other.example.com"));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("https://gateway.example.com")]
    [InlineData("gateway.example.com:8080")]
    public async Task What_is_no_host_name_is_refused_at_start(string host) =>
        await Assert.ThrowsAnyAsync<Exception>(() => GatewayFixture.StartAsync(new KeyValuePair<string, string?>("Admin:AllowedHosts:0", host)));

    private static async Task<HttpStatusCode> GetAsync(GatewayFixture gateway, string path, string host)
    {
        var answer = await RawConnection.AskAsync(gateway.Url, $"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        return (HttpStatusCode)int.Parse(answer.Split(' ')[1], CultureInfo.InvariantCulture);
    }
}
