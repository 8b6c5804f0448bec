using System.Net;
using System.Text.Json;
using Sallyport.IntegrationTests.Gateway;
using Xunit;

namespace Sallyport.IntegrationTests.Admin;

/// <summary>Custom roles through the API, on each database's rules: what they allow holds at once, and nobody rises by them.</summary>
public sealed class RoleLifeTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task A_custom_role_allows_what_it_says_and_a_change_holds_on_open_sessions_at_once()
    {
        await gateway.CallAsync(HttpMethod.Post, "/roles", new { name = "watcher", permissions = new[] { "proxies:read" } });
        var ann = await Person.CreateAsync(gateway, "watcher-ann", "watcher");
        Assert.Equal(HttpStatusCode.OK, await ann.StatusAsync(HttpMethod.Get, "/proxies"));
        Assert.Equal(HttpStatusCode.Forbidden, await ann.StatusAsync(HttpMethod.Get, "/audit"));

        await gateway.CallAsync(HttpMethod.Put, "/roles/watcher", new { permissions = new[] { "audit:read" } });
        Assert.Equal(HttpStatusCode.Forbidden, await ann.StatusAsync(HttpMethod.Get, "/proxies"));
        Assert.Equal(HttpStatusCode.OK, await ann.StatusAsync(HttpMethod.Get, "/audit"));

        var me = await ann.CallAsync(HttpMethod.Get, "/auth/me");
        await gateway.CallAsync(HttpMethod.Patch, $"/users/{me.GetProperty("id").GetString()}", new { role = "viewer" });
        Assert.Equal(HttpStatusCode.OK, await ann.StatusAsync(HttpMethod.Get, "/proxies"));
    }

    [Fact]
    public async Task A_refusal_names_the_permission_that_is_missing()
    {
        var ann = await Person.CreateAsync(gateway, "missing-ann", "developer");
        using var answer = await ann.SendAsync(HttpMethod.Get, "/audit");
        Assert.Contains("audit:read", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_makes_gives_or_takes_over_more_than_they_hold()
    {
        await gateway.CallAsync(HttpMethod.Post, "/roles", new { name = "clerk", permissions = new[] { "users:write", "roles:write", "usage:read" } });
        var clerk = await Person.CreateAsync(gateway, "clerk-ann", "clerk");
        var admin = await gateway.CallAsync(HttpMethod.Get, "/auth/me");
        var adminId = admin.GetProperty("id").GetString();

        // By a role of one's own, by giving a role, by making a user, and by taking an account over.
        Assert.Equal("exceeds_own_rights", await CodeAsync(clerk, HttpMethod.Post, "/roles", new { name = "more", permissions = new[] { "proxies:write" } }));
        Assert.Equal("exceeds_own_rights", await CodeAsync(clerk, HttpMethod.Post, "/users", new { username = "made-by-clerk", role = "admin" }));
        Assert.Equal("exceeds_own_rights", await CodeAsync(clerk, HttpMethod.Post, $"/users/{adminId}/reset-password", null));
        Assert.Equal("exceeds_own_rights", await CodeAsync(clerk, HttpMethod.Delete, $"/users/{adminId}/mfa", null));
        Assert.Equal("exceeds_own_rights", await CodeAsync(clerk, HttpMethod.Patch, $"/users/{adminId}", new { active = false }));
        var own = (await clerk.CallAsync(HttpMethod.Get, "/auth/me")).GetProperty("id").GetString();
        Assert.Equal("exceeds_own_rights", await CodeAsync(clerk, HttpMethod.Patch, $"/users/{own}", new { role = "operator" }));

        // What they hold themselves they may pass on.
        await clerk.CallAsync(HttpMethod.Post, "/roles", new { name = "counter", permissions = new[] { "usage:read" } });
        Assert.Equal("counter", (await clerk.CallAsync(HttpMethod.Post, "/users", new { username = "counting", role = "counter" })).GetProperty("user").GetProperty("role").GetString());
    }

    [Fact]
    public async Task Who_manages_keys_gets_no_hold_of_those_that_can_do_more_than_they()
    {
        await gateway.CallAsync(HttpMethod.Post, "/roles", new { name = "keeper-of-keys", permissions = new[] { "keys:write", "keys:own" } });
        var keeper = await Person.CreateAsync(gateway, "keeper", "keeper-of-keys");
        var key = await gateway.CallAsync(HttpMethod.Post, "/api-keys", new { name = "the administrator's own" });
        var path = $"/api-keys/{key.GetProperty("id").GetString()}";

        // A rotation would show its text.
        Assert.Equal("not_found", await CodeAsync(keeper, HttpMethod.Post, $"{path}/rotate", new { overlap_minutes = 0 }));
        Assert.Equal("not_found", await CodeAsync(keeper, HttpMethod.Patch, path, new { name = "widened" }));
        Assert.Equal("not_found", await CodeAsync(keeper, HttpMethod.Delete, path, null));
        Assert.Equal("the administrator's own", (await gateway.CallAsync(HttpMethod.Get, path)).GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_role_that_users_have_stays_and_a_built_in_one_is_never_changed()
    {
        await gateway.CallAsync(HttpMethod.Post, "/roles", new { name = "kept", permissions = new[] { "usage:read" } });
        var made = await gateway.CallAsync(HttpMethod.Post, "/users", new { username = "keeps-a-role", role = "kept" });
        var id = made.GetProperty("user").GetProperty("id").GetString();
        Assert.Equal("role_in_use", await AdminCodeAsync(HttpMethod.Delete, "/roles/kept", null));
        await gateway.CallAsync(HttpMethod.Patch, $"/users/{id}", new { role = "viewer" });
        await gateway.CallAsync(HttpMethod.Delete, "/roles/kept");
        Assert.Equal("not_found", await AdminCodeAsync(HttpMethod.Get, "/roles/kept", null));

        Assert.Equal("built_in_role", await AdminCodeAsync(HttpMethod.Put, "/roles/viewer", new { permissions = new[] { "usage:read" } }));
        Assert.Equal("built_in_role", await AdminCodeAsync(HttpMethod.Delete, "/roles/viewer", null));
        Assert.Equal("name_taken", await AdminCodeAsync(HttpMethod.Post, "/roles", new { name = "viewer", permissions = new[] { "usage:read" } }));
    }

    [Theory]
    [InlineData("Upper", "usage:read", "name")]
    [InlineData("fine", "usage:everything", "permissions[0]")]
    public async Task A_role_with_faults_names_them(string name, string permission, string member)
    {
        using var answer = await gateway.SendAsync(HttpMethod.Post, "/roles", new { name, permissions = new[] { permission } });
        var problem = JsonElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("validation_failed", problem.GetProperty("code").GetString());
        Assert.True(problem.GetProperty("errors").TryGetProperty(member, out _));
    }

    private static async Task<string?> CodeAsync(Person person, HttpMethod method, string path, object? body)
    {
        using var answer = await person.SendAsync(method, path, body);
        return await Person.CodeOfAsync(answer);
    }

    private async Task<string?> AdminCodeAsync(HttpMethod method, string path, object? body)
    {
        using var answer = await gateway.SendAsync(method, path, body);
        return await Person.CodeOfAsync(answer);
    }
}
