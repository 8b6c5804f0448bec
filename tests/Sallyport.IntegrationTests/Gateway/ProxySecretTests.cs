using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Sallyport.Core.Proxies;
using Sallyport.Storage.Writing;
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
    public async Task A_credential_is_not_saved_without_its_secret_unless_one_is_stored()
    {
        using var empty = await gateway.SendAsync(HttpMethod.Post, "/proxies", Body("empty", "http://203.0.113.7", secret: null));
        Assert.Equal(HttpStatusCode.BadRequest, empty.StatusCode);
        Assert.Contains("auth.secret", await empty.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var proxy = await CreateAsync("stored", "http://203.0.113.7");
        await gateway.CallAsync(HttpMethod.Put, $"/proxies/{proxy}", Body("stored", "http://203.0.113.7", secret: null));
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

    [Theory]
    [InlineData("Host")]
    [InlineData("content-length")]
    [InlineData("Content-Type")]
    [InlineData("Transfer-Encoding")]
    [InlineData("Connection")]
    [InlineData("TE")]
    [InlineData("X-Forwarded-For")]
    public async Task A_header_of_the_message_cannot_hold_the_credential(string name)
    {
        var body = new { name = "framed", kind = "llm", provider = "openai", target = "http://203.0.113.7", auth = new { type = "header", name, secret = "a-secret-12345678" } };
        using var refused = await gateway.SendAsync(HttpMethod.Post, "/proxies", body);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("auth.name", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_changed_in_the_database_does_not_get_the_secret()
    {
        await using var upstream = await EchoUpstream.StartAsync();
        await using var thief = await EchoUpstream.StartAsync();
        await using var fresh = await GatewayFixture.StartAsync();
        var proxy = await fresh.CreateProxyAsync("robbed", "openai", upstream.Url);
        var key = await fresh.CreateKeyAsync("team", [proxy]);
        await fresh.Services.GetRequiredService<DatabaseWriter>().ExecuteAsync(
            work => work.TryExecuteAsync("UPDATE proxy SET target = @target", new { target = thief.Url.ToString() }), audit: [], isConfigurationChange: true, TestContext.Current.CancellationToken);
        await fresh.Services.GetRequiredService<SnapshotRefresher>().RefreshAsync(TestContext.Current.CancellationToken);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/llm/robbed/v1/models");
        request.Headers.Add("Authorization", $"Bearer {key}");
        using var answer = await fresh.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Empty(thief.Received);
    }

    private static object Body(string name, string target, string? secret) =>
        new { name, kind = "llm", provider = "openai", target, auth = new { type = "bearer", secret } };

    private async Task<string?> CreateAsync(string name, string target) =>
        (await gateway.CallAsync(HttpMethod.Post, "/proxies", Body(name, target, "the-first-secret-1234"))).GetProperty("id").GetString();
}
