using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Sallyport.Core.Auditing;
using Sallyport.Identity.ApiKeys;
using Sallyport.Identity.Users;
using Sallyport.IntegrationTests.Gateway;
using Sallyport.IntegrationTests.Processes;
using Xunit;

namespace Sallyport.IntegrationTests.Admin;

/// <summary>An API key from its making to its end, as its caller sees it.</summary>
public sealed class ApiKeyLifeTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>, IAsyncLifetime
{
    private EchoUpstream _upstream = null!; // Set by InitializeAsync, before any test runs.
    private ProxyHandle _proxy = null!; // As above.
    private string _name = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        _upstream = await EchoUpstream.StartAsync();
        _name = Guid.CreateVersion7().ToString("n");
        _proxy = await gateway.CreateProxyAsync(_name, "openai", _upstream.Url);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _upstream.DisposeAsync();

    [Fact]
    public async Task A_key_is_shown_once_and_stored_nowhere()
    {
        var key = await gateway.CreateKeyAsync(_name, [_proxy]);

        Assert.StartsWith("spk_", key, StringComparison.Ordinal);
        var view = await FindAsync();
        Assert.DoesNotContain(key, view.GetRawText(), StringComparison.Ordinal);
        Assert.StartsWith(Text(view, "prefix"), key, StringComparison.Ordinal);
        Assert.DoesNotContain(key, gateway.ReadStored(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_at_once_and_the_trail_says_who_ended_it_and_why()
    {
        var key = await gateway.CreateKeyAsync(_name, [_proxy]);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(key)).Status);
        var id = Text(await FindAsync(), "id");

        var revoked = await gateway.CallAsync(HttpMethod.Post, $"/api-keys/{id}/revoke", new { reason = "found in a repository" });

        Assert.Equal((HttpStatusCode.Unauthorized, "credential_invalid"), await AskAsync(key));
        Assert.Equal("revoked", Text(revoked, "status"));
        Assert.Equal(JsonValueKind.String, revoked.GetProperty("revoked_at").ValueKind);
        var trail = await gateway.CallAsync(HttpMethod.Get, $"/audit?type=apikey.revoked&search={_name}");
        var entry = Assert.Single(trail.GetProperty("items").EnumerateArray());
        Assert.Equal("admin", Text(entry.GetProperty("actor"), "name"));
        Assert.Contains("found in a repository", entry.GetProperty("details").GetRawText(), StringComparison.Ordinal);
        using var again = await gateway.SendAsync(HttpMethod.Post, $"/api-keys/{id}/revoke");
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
    }

    [Fact]
    public async Task A_removed_key_is_refused_at_once()
    {
        var key = await gateway.CreateKeyAsync(_name, [_proxy]);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(key)).Status);

        await gateway.CallAsync(HttpMethod.Delete, $"/api-keys/{Text(await FindAsync(), "id")}");

        Assert.Equal((HttpStatusCode.Unauthorized, "credential_invalid"), await AskAsync(key));
    }

    [Fact]
    public async Task An_expired_key_is_refused_and_shown_as_expired()
    {
        // The shortest life the API gives is a day; one that is over is made behind it.
        var owner = await gateway.Services.GetRequiredService<IUserStore>().FindByNameAsync("admin", Token);
        Assert.NotNull(owner);
        var past = DateTimeOffset.UnixEpoch.AddYears(50);
        var (_, key) = await gateway.Services.GetRequiredService<ApiKeyAdmin>().CreateAsync(owner, new NewApiKey(_name, null, past), RequestActor.System, Token);

        Assert.Equal((HttpStatusCode.Unauthorized, "credential_expired"), await AskAsync(key));
        Assert.Equal("expired", Text(await FindAsync(), "status"));
        Assert.Empty(_upstream.Received);
    }

    [Fact]
    public async Task A_key_with_an_end_works_until_then()
    {
        var made = await gateway.CallAsync(HttpMethod.Post, "/api-keys", new { name = _name, expires_in_days = 30 });

        Assert.Equal(HttpStatusCode.OK, (await AskAsync(Text(made, "key"))).Status);
        var view = await FindAsync();
        var life = view.GetProperty("expires_at").GetDateTimeOffset() - view.GetProperty("created_at").GetDateTimeOffset();
        Assert.InRange(life, TimeSpan.FromDays(30) - TimeSpan.FromSeconds(5), TimeSpan.FromDays(30));
    }

    [Fact]
    public async Task The_last_use_of_a_key_is_shown()
    {
        var key = await gateway.CreateKeyAsync(_name, [_proxy]);
        Assert.Equal(JsonValueKind.Null, (await FindAsync()).GetProperty("last_used_at").ValueKind);

        await AskAsync(key);

        var view = await FindAsync();
        Assert.True(view.GetProperty("last_used_at").GetDateTimeOffset() >= view.GetProperty("created_at").GetDateTimeOffset());
    }

    [Fact]
    public async Task The_keys_of_a_deactivated_team_are_refused_until_it_is_active_again()
    {
        var key = await gateway.CreateKeyAsync(_name, [_proxy]);
        var team = Text(await FindAsync(), "team_id");

        await gateway.CallAsync(HttpMethod.Put, $"/user-groups/{team}", new { name = _name, active = false });

        Assert.Equal((HttpStatusCode.Forbidden, "access_denied"), await AskAsync(key));
        Assert.Empty(_upstream.Received);
        await gateway.CallAsync(HttpMethod.Put, $"/user-groups/{team}", new { name = _name, active = true });
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(key)).Status);
    }

    private async Task<JsonElement> FindAsync()
    {
        var found = await gateway.CallAsync(HttpMethod.Get, $"/api-keys?search={_name}");
        return Assert.Single(found.GetProperty("items").EnumerateArray());
    }

    private async Task<(HttpStatusCode Status, string Code)> AskAsync(string key)
    {
        using var request = ChatRequest.Create(gateway.Url, _proxy.Name, key, "Hello");
        using var answer = await gateway.Client.SendAsync(request, Token);
        var body = JsonElement.Parse(await answer.Content.ReadAsStringAsync(Token));
        return (answer.StatusCode, body.TryGetProperty("error", out var error) ? Text(error, "code") : "");
    }

    private static string Text(JsonElement item, string member) => item.GetProperty(member).GetString() ?? "";
}
