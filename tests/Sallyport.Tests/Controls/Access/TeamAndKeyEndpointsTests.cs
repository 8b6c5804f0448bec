using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Sallyport.Identity.ApiKeys;
using Sallyport.Tests.Fakes;
using Xunit;

namespace Sallyport.Tests.Controls.Access;

public sealed class TeamAndKeyEndpointsTests : IAsyncLifetime
{
    private ManagementHost? _host;
    private string _token = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ManagementHost Host => _host ?? throw new InvalidOperationException("not started");

    public async ValueTask InitializeAsync()
    {
        _host = await ManagementHost.StartAsync(Cancellation);
        _host.Services.GetRequiredService<InMemoryProxyStore>().Add(TestProxies.Named("openai"));
        _token = await _host.SignInAsync(Cancellation);
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    [Theory]
    [InlineData("/api/v1/teams")]
    [InlineData("/api/v1/user-groups")]
    public async Task A_team_is_made_granted_shown_changed_and_removed(string path)
    {
        var made = await CallAsync(HttpMethod.Post, path, new { name = " Research ", description = "d" }, HttpStatusCode.Created);
        var id = made.GetProperty("id").GetString();
        Assert.Equal("Research", made.GetProperty("name").GetString());
        var granted = await CallAsync(
            HttpMethod.Put, $"{path}/{id}/grants", new { proxies = new[] { new { proxy_id = "id-openai", rate_limit_per_minute = 5 } } });
        var grant = Assert.Single(granted.GetProperty("proxies").EnumerateArray());
        Assert.Equal(("openai", 5), (grant.GetProperty("proxy_name").GetString(), grant.GetProperty("rate_limit_per_minute").GetInt32()));
        var changed = await CallAsync(HttpMethod.Put, $"{path}/{id}", new { name = "Research", active = false });
        Assert.False(changed.GetProperty("active").GetBoolean());
        Assert.Single(changed.GetProperty("proxies").EnumerateArray());
        Assert.Equal("d", changed.GetProperty("description").GetString());
        await CallAsync(HttpMethod.Delete, $"{path}/{id}", null);
        await CallAsync(HttpMethod.Get, $"{path}/{id}", null, HttpStatusCode.NotFound);
        Assert.Subset(
            Host.Audit.EventTypes.ToHashSet(), new HashSet<string> { "usergroup.created", "usergroup.access.added", "usergroup.updated", "usergroup.deleted" });
    }

    [Fact]
    public async Task Faults_are_listed_by_member_all_at_once()
    {
        var problem = await CallAsync(
            HttpMethod.Post,
            "/api/v1/teams",
            new { name = " ", description = new string('x', 1001), proxies = new[] { new { proxy_id = "nope", rate_limit_per_minute = -1 } } },
            HttpStatusCode.BadRequest);
        Assert.Equal("validation_failed", problem.GetProperty("code").GetString());
        Assert.Equal(
            ["description", "name", "proxies[0].proxy_id", "proxies[0].rate_limit_per_minute"],
            problem.GetProperty("errors").EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_taken_name_is_409()
    {
        await CallAsync(HttpMethod.Post, "/api/v1/teams", new { name = "Research" }, HttpStatusCode.Created);
        var problem = await CallAsync(HttpMethod.Post, "/api/v1/teams", new { name = "Research" }, HttpStatusCode.Conflict);
        Assert.Equal("name_taken", problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Lists_are_searched_sorted_and_paged()
    {
        foreach (var name in new[] { "alpha", "beta", "gamma", "alphabet" })
        {
            await CallAsync(HttpMethod.Post, "/api/v1/teams", new { name }, HttpStatusCode.Created);
        }

        var page = await CallAsync(HttpMethod.Get, "/api/v1/teams?search=ALPHA&sort=-name&limit=1&page=2", null);
        Assert.Equal(2, page.GetProperty("total").GetInt32());
        Assert.Equal("alpha", Assert.Single(page.GetProperty("items").EnumerateArray()).GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_key_is_shown_once_and_listed_without_its_text()
    {
        var team = (await CallAsync(HttpMethod.Post, "/api/v1/teams", new { name = "Research" }, HttpStatusCode.Created)).GetProperty("id").GetString();
        var made = await CallAsync(HttpMethod.Post, "/api/v1/api-keys", new { name = "bot", team_id = team, expires_in_days = 7 }, HttpStatusCode.Created);
        var text = made.GetProperty("key").GetString() ?? "";
        Assert.True(ApiKeyFormat.IsWellFormed(text));
        var list = await CallAsync(HttpMethod.Get, "/api/v1/api-keys", null);
        Assert.DoesNotContain(text, list.GetRawText(), StringComparison.Ordinal);
        var shown = Assert.Single(list.GetProperty("items").EnumerateArray());
        Assert.Equal(
            ("bot", "Research", "admin", "active", text[..12]),
            (Text(shown, "name"), Text(shown, "team_name"), Text(shown, "owner"), Text(shown, "status"), Text(shown, "prefix")));
        var teams = await CallAsync(HttpMethod.Get, "/api/v1/teams", null);
        Assert.Equal(1, Assert.Single(teams.GetProperty("items").EnumerateArray()).GetProperty("key_count").GetInt32());
    }

    [Fact]
    public async Task A_key_is_revoked_once_and_then_removed()
    {
        var id = (await CallAsync(HttpMethod.Post, "/api/v1/api-keys", new { name = "bot" }, HttpStatusCode.Created)).GetProperty("id").GetString();
        var revoked = await CallAsync(HttpMethod.Post, $"/api/v1/api-keys/{id}/revoke", new { reason = "lost" });
        Assert.Equal("revoked", Text(revoked, "status"));
        await CallAsync(HttpMethod.Post, $"/api/v1/api-keys/{id}/revoke", null, HttpStatusCode.Conflict);
        await CallAsync(HttpMethod.Delete, $"/api/v1/api-keys/{id}", null);
        await CallAsync(HttpMethod.Delete, $"/api/v1/api-keys/{id}", null, HttpStatusCode.NotFound);
        Assert.Contains("\"reason\":\"lost\"", Host.Audit.Entries.Single(entry => entry.EventType == "apikey.revoked").Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Removing_a_team_revokes_its_keys_at_once()
    {
        var team = (await CallAsync(HttpMethod.Post, "/api/v1/teams", new { name = "Research" }, HttpStatusCode.Created)).GetProperty("id").GetString();
        var made = await CallAsync(HttpMethod.Post, "/api/v1/api-keys", new { name = "bot", team_id = team }, HttpStatusCode.Created);
        await CallAsync(HttpMethod.Delete, $"/api/v1/teams/{team}", null);
        Assert.NotNull(Host.Services.GetRequiredService<ApiKeyTable>().Find(Text(made, "key"))?.Key.RevokedAt);
    }

    [Fact]
    public async Task A_key_for_an_unknown_team_or_without_a_name_is_refused()
    {
        var problem = await CallAsync(
            HttpMethod.Post, "/api/v1/api-keys", new { team_id = "nope", expires_in_days = 0 }, HttpStatusCode.BadRequest);
        Assert.Equal(
            ["expires_in_days", "name", "team_id"],
            problem.GetProperty("errors").EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task No_audit_entry_holds_a_key_or_password()
    {
        var made = await CallAsync(HttpMethod.Post, "/api/v1/api-keys", new { name = "bot" }, HttpStatusCode.Created);
        Assert.All(Host.Audit.Entries, entry =>
        {
            Assert.DoesNotContain(Text(made, "key"), entry.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(ManagementHost.AdminPassword, entry.ToString(), StringComparison.Ordinal);
        });
        var entry = Host.Audit.Entries.Single(entry => entry.EventType == "apikey.created");
        Assert.Equal(("user", "admin", "127.0.0.1"), (entry.ActorType, entry.ActorName, entry.SourceIp));
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    private async Task<JsonElement> CallAsync(HttpMethod method, string path, object? body, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await Host.SendAsync(method, path, body, Cancellation, ("Authorization", $"Bearer {_token}"));
        Assert.Equal(expected, response.StatusCode);
        var answer = await ManagementHost.ReadAsync(response, Cancellation);
        return response.IsSuccessStatusCode ? answer.GetProperty("data") : answer;
    }
}
