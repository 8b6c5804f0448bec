using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Sallyport.IntegrationTests.Gateway;
using Xunit;

namespace Sallyport.IntegrationTests.Admin;

/// <summary>A user from their making to their end.</summary>
public sealed class UserLifeTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private const string Chosen = "a-password-of-ones-own-10";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_user_signs_in_with_a_one_time_password_that_opens_nothing_before_it_is_changed()
    {
        var (user, password) = await CreateAsync("New.User", "viewer");

        Assert.Equal("new.user", Text(user, "username"));
        Assert.DoesNotContain(password, gateway.ReadStored(), StringComparison.Ordinal);
        var session = await SignInAsync("new.user", password);
        using var early = await SendAsync(session, HttpMethod.Get, "/proxies");
        Assert.Equal(HttpStatusCode.Forbidden, early.StatusCode);
        using var changed = await SendAsync(session, HttpMethod.Post, "/auth/password", new { current_password = password, new_password = Chosen });
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        using var late = await SendAsync(session, HttpMethod.Get, "/proxies");
        Assert.Equal(HttpStatusCode.OK, late.StatusCode);
    }

    [Theory]
    [InlineData("viewer")]
    [InlineData("operator")]
    public async Task Only_administrators_see_and_change_users(string role)
    {
        var session = await ReadyAsync($"curious-{role}", role);

        foreach (var (method, path) in new[] { (HttpMethod.Get, "/users"), (HttpMethod.Post, "/users"), (HttpMethod.Patch, "/users/x"), (HttpMethod.Delete, "/users/x"), (HttpMethod.Post, "/users/x/reset-password") })
        {
            using var answer = await SendAsync(session, method, path, new { username = "x" });
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Disabling_a_user_ends_their_sessions_and_shows_on_their_keys_and_the_trail_says_so()
    {
        var session = await ReadyAsync("leaver", "viewer");
        var id = await IdOfAsync("leaver");
        using var key = await SendAsync(session, HttpMethod.Post, "/api-keys", new { name = "leavers-key" });
        Assert.Equal(HttpStatusCode.Created, key.StatusCode);

        var changed = await gateway.CallAsync(HttpMethod.Patch, $"/users/{id}", new { active = false });

        Assert.False(changed.GetProperty("active").GetBoolean());
        using var after = await SendAsync(session, HttpMethod.Get, "/auth/me");
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
        using var again = await LogInAsync("leaver", Chosen);
        Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
        Assert.Equal("owner_disabled", await KeyStatusAsync("leavers-key"));
        var trail = await gateway.CallAsync(HttpMethod.Get, "/audit?type=user.updated&search=leaver");
        var entry = Assert.Single(trail.GetProperty("items").EnumerateArray());
        Assert.Equal("admin", Text(entry.GetProperty("actor"), "name"));
        await gateway.CallAsync(HttpMethod.Patch, $"/users/{id}", new { active = true });
        Assert.Equal("active", await KeyStatusAsync("leavers-key"));
        using var stillOver = await SendAsync(session, HttpMethod.Get, "/auth/me");
        Assert.Equal(HttpStatusCode.Unauthorized, stillOver.StatusCode);
    }

    [Fact]
    public async Task A_removed_user_is_signed_out_and_their_keys_are_revoked()
    {
        var session = await ReadyAsync("removed", "operator");
        using var key = await SendAsync(session, HttpMethod.Post, "/api-keys", new { name = "removed-key" });
        var id = await IdOfAsync("removed");

        await gateway.CallAsync(HttpMethod.Delete, $"/users/{id}");

        using var after = await SendAsync(session, HttpMethod.Get, "/auth/me");
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
        Assert.Equal("revoked", await KeyStatusAsync("removed-key"));
        using var again = await gateway.SendAsync(HttpMethod.Delete, $"/users/{id}");
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Theory]
    [InlineData("POST", "reset-password", "careful1")]
    [InlineData("DELETE", "mfa", "careful2")]
    public async Task What_an_administrator_does_for_others_without_a_proof_they_cannot_do_to_themselves(string method, string path, string name)
    {
        var session = await ReadyAsync(name, "admin");

        using var refused = await SendAsync(session, HttpMethod.Parse(method), $"/users/{await IdOfAsync(name)}/{path}");

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("own_account", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var after = await SendAsync(session, HttpMethod.Get, "/auth/me");
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Fact]
    public async Task A_reset_password_ends_sessions_and_must_be_changed()
    {
        var session = await ReadyAsync("forgetful", "viewer");

        var reset = await gateway.CallAsync(HttpMethod.Post, $"/users/{await IdOfAsync("forgetful")}/reset-password");

        Assert.True(reset.GetProperty("user").GetProperty("must_change_password").GetBoolean());
        using var after = await SendAsync(session, HttpMethod.Get, "/auth/me");
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
        using var old = await LogInAsync("forgetful", Chosen);
        Assert.Equal(HttpStatusCode.Unauthorized, old.StatusCode);
        await SignInAsync("forgetful", Text(reset, "password"));
    }

    [Fact]
    public async Task The_last_administrator_is_neither_demoted_nor_disabled_nor_removed()
    {
        await using var own = await GatewayFixture.StartAsync();
        var admin = Text((await own.CallAsync(HttpMethod.Get, "/users")).GetProperty("items")[0], "id");

        using var demoted = await own.SendAsync(HttpMethod.Patch, $"/users/{admin}", new { role = "viewer" });
        using var disabled = await own.SendAsync(HttpMethod.Patch, $"/users/{admin}", new { active = false });
        using var removed = await own.SendAsync(HttpMethod.Delete, $"/users/{admin}");

        foreach (var refused in new[] { demoted, disabled, removed })
        {
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            Assert.Equal("last_administrator", Text(await refused.Content.ReadFromJsonAsync<JsonElement>(Token), "code"));
        }
    }

    [Theory]
    [InlineData("", "", "username")]
    [InlineData("two words", "", "username")]
    [InlineData("-dash", "", "username")]
    [InlineData("fine", "not an address", "email")]
    public async Task A_faulty_user_is_refused_and_the_member_named(string username, string email, string member)
    {
        using var answer = await gateway.SendAsync(HttpMethod.Post, "/users", new { username, email });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.True(problem.GetProperty("errors").TryGetProperty(member, out _));
    }

    [Fact]
    public async Task A_name_is_given_once_whatever_its_case()
    {
        await CreateAsync("twice", "viewer");

        using var again = await gateway.SendAsync(HttpMethod.Post, "/users", new { username = "TWICE" });

        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
    }

    private static string Text(JsonElement element, string member) => element.GetProperty(member).GetString() ?? "";

    private async Task<(JsonElement User, string Password)> CreateAsync(string username, string role)
    {
        var made = await gateway.CallAsync(HttpMethod.Post, "/users", new { username, role });
        return (made.GetProperty("user"), Text(made, "password"));
    }

    private async Task<string> ReadyAsync(string username, string role)
    {
        var (_, password) = await CreateAsync(username, role);
        var session = await SignInAsync(username, password);
        using var changed = await SendAsync(session, HttpMethod.Post, "/auth/password", new { current_password = password, new_password = Chosen });
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        return session;
    }

    private async Task<string> IdOfAsync(string username) =>
        Text(Assert.Single((await gateway.CallAsync(HttpMethod.Get, $"/users?search={username}")).GetProperty("items").EnumerateArray()), "id");

    private async Task<string> KeyStatusAsync(string name) =>
        Text(Assert.Single((await gateway.CallAsync(HttpMethod.Get, $"/api-keys?search={name}")).GetProperty("items").EnumerateArray()), "status");

    private Task<HttpResponseMessage> LogInAsync(string username, string password) =>
        gateway.Client.PostAsJsonAsync("/api/v1/auth/login", new { username, password }, Token);

    private async Task<string> SignInAsync(string username, string password)
    {
        using var answer = await LogInAsync(username, password);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return Text((await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("data"), "token");
    }

    private async Task<HttpResponseMessage> SendAsync(string session, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", session);
        request.Content = body is null ? null : JsonContent.Create(body);
        return await gateway.Client.SendAsync(request, Token);
    }
}
