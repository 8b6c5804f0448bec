using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Sallyport.Core.Auditing;
using Sallyport.Identity.Users;
using Sallyport.Tests.Fakes;
using Xunit;

namespace Sallyport.Tests.Identity.Authentication;

public sealed class AuthEndpointsTests : IAsyncLifetime
{
    private static readonly HttpMethod[] Unsafe = [HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete];

    private ManagementHost? _host;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ManagementHost Host => _host ?? throw new InvalidOperationException("not started");

    public async ValueTask InitializeAsync() => _host = await ManagementHost.StartAsync(Cancellation);

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    [Theory]
    [InlineData("/auth")]
    [InlineData("/api/v1/auth")]
    public async Task Signing_in_gives_a_token_a_cookie_and_the_user(string prefix)
    {
        using var response = await Host.SendAsync(
            HttpMethod.Post, $"{prefix}/login", new { username = "admin", password = ManagementHost.AdminPassword }, Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var cookies = response.Headers.GetValues("Set-Cookie").ToList();
        var cookie = Assert.Single(cookies, cookie => cookie.StartsWith("sallyport_session=", StringComparison.Ordinal));
        var refresh = Assert.Single(cookies, cookie => cookie.StartsWith("sallyport_refresh=", StringComparison.Ordinal));
        Assert.Contains("path=/api/v1/auth/refresh;", refresh, StringComparison.OrdinalIgnoreCase);
        Assert.All(cookies, AssertKept);
        Assert.Contains("path=/;", cookie, StringComparison.OrdinalIgnoreCase);
        var body = await ManagementHost.ReadAsync(response, Cancellation);
        Assert.True(body.GetProperty("success").GetBoolean());
        var data = body.GetProperty("data");
        Assert.StartsWith($"sallyport_session={data.GetProperty("token").GetString()};", cookie, StringComparison.Ordinal);
        Assert.True(data.GetProperty("expires_at").GetDateTimeOffset() > TimeProvider.System.GetUtcNow().AddHours(11));
        var user = data.GetProperty("user");
        Assert.Equal(("admin", "admin", false), (user.GetProperty("username").GetString(), user.GetProperty("role").GetString(), user.GetProperty("must_change_password").GetBoolean()));
    }

    [Theory]
    [InlineData("admin", "wrong password 1")]
    [InlineData("nobody", ManagementHost.AdminPassword)]
    [InlineData(null, null)]
    public async Task Wrong_credentials_are_problem_details_with_one_code(string? username, string? password)
    {
        using var response = await Host.SendAsync(HttpMethod.Post, "/api/v1/auth/login", new { username, password }, Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var body = await ManagementHost.ReadAsync(response, Cancellation);
        Assert.Equal(("invalid_credentials", 401), (body.GetProperty("code").GetString(), body.GetProperty("status").GetInt32()));
        Assert.NotEqual("", body.GetProperty("request_id").GetString());
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Too_many_failures_are_429_with_Retry_After()
    {
        for (var i = 0; i < 5; i++)
        {
            using var failed = await Host.SendAsync(HttpMethod.Post, "/auth/login", new { username = "admin", password = "wrong password 1" }, Cancellation);
            Assert.Equal(HttpStatusCode.Unauthorized, failed.StatusCode);
        }

        using var response = await Host.SendAsync(
            HttpMethod.Post, "/auth/login", new { username = "admin", password = ManagementHost.AdminPassword }, Cancellation);
        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.InRange(response.Headers.RetryAfter?.Delta?.TotalSeconds ?? 0, 1, 15);
    }

    [Fact]
    public async Task Signing_in_from_another_site_s_page_is_refused()
    {
        using var response = await Host.SendAsync(
            HttpMethod.Post, "/auth/login", new { username = "admin", password = ManagementHost.AdminPassword }, Cancellation, ("Origin", "https://evil.example"));
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Nobody_is_401_and_a_token_in_the_query_is_not_read()
    {
        var token = await Host.SignInAsync(Cancellation);
        foreach (var path in new[] { "/auth/me", $"/auth/me?token={token}&access_token={token}&sallyport_session={token}" })
        {
            using var response = await Host.SendAsync(HttpMethod.Get, path, null, Cancellation);
            Assert.Equal((HttpStatusCode.Unauthorized, "unauthenticated"), (response.StatusCode, await CodeAsync(response)));
        }
    }

    [Fact]
    public async Task Bearer_and_cookie_both_say_who_one_is()
    {
        var token = await Host.SignInAsync(Cancellation);
        foreach (var header in new[] { ("Authorization", $"Bearer {token}"), ("Cookie", $"sallyport_session={token}") })
        {
            using var response = await Host.SendAsync(HttpMethod.Get, "/api/v1/auth/me", null, Cancellation, header);
            var body = await ManagementHost.ReadAsync(response, Cancellation);
            Assert.Equal("admin", body.GetProperty("data").GetProperty("username").GetString());
        }
    }

    [Fact]
    public async Task A_cookie_alone_changes_nothing_and_with_our_header_it_does()
    {
        var token = await Host.SignInAsync(Cancellation);
        var cookie = ("Cookie", $"sallyport_session={token}");
        foreach (var method in Unsafe)
        {
            using var refused = await Host.SendAsync(method, method == HttpMethod.Post ? "/api/v1/api-keys" : "/api/v1/teams/x", new { name = "k" }, Cancellation, cookie);
            Assert.Equal((HttpStatusCode.Forbidden, "csrf_rejected"), (refused.StatusCode, await CodeAsync(refused)));
        }

        using var foreign = await Host.SendAsync(
            HttpMethod.Post, "/api/v1/api-keys", new { name = "k" }, Cancellation, cookie, ("X-Sallyport-Csrf", "1"), ("Origin", "https://evil.example"));
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        var origin = Host.Client.BaseAddress?.GetLeftPart(UriPartial.Authority) ?? "";
        using var accepted = await Host.SendAsync(
            HttpMethod.Post, "/api/v1/api-keys", new { name = "k" }, Cancellation, cookie, ("X-Sallyport-Csrf", "1"), ("Origin", origin));
        Assert.Equal(HttpStatusCode.Created, accepted.StatusCode);
    }

    [Fact]
    public async Task Refresh_replaces_the_token_and_logout_ends_it()
    {
        var old = await Host.SignInAsync(Cancellation);
        using var refreshed = await Host.SendAsync(HttpMethod.Post, "/auth/refresh", null, Cancellation, Bearer(old));
        var token = (await ManagementHost.ReadAsync(refreshed, Cancellation)).GetProperty("data").GetProperty("token").GetString() ?? "";
        Assert.NotEqual(old, token);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOfMeAsync(old));
        Assert.Equal(HttpStatusCode.OK, await StatusOfMeAsync(token));
        using var loggedOut = await Host.SendAsync(HttpMethod.Post, "/auth/logout", null, Cancellation, Bearer(token));
        Assert.Equal(HttpStatusCode.OK, loggedOut.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOfMeAsync(token));
        Assert.Subset(Host.Audit.EventTypes.ToHashSet(), new HashSet<string> { "auth.login", "auth.token.refresh", "auth.logout" });
    }

    [Fact]
    public async Task Until_the_password_is_changed_everything_else_is_refused()
    {
        await AddUserAsync("ann", UserRole.Admin, mustChangePassword: true);
        var token = await Host.SignInAsync(Cancellation, "ann", IdentityFixture.Password);
        using var refused = await Host.SendAsync(HttpMethod.Get, "/api/v1/teams", null, Cancellation, Bearer(token));
        Assert.Equal((HttpStatusCode.Forbidden, "password_change_required"), (refused.StatusCode, await CodeAsync(refused)));

        using var weak = await ChangePasswordAsync(token, "short");
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), (weak.StatusCode, await CodeAsync(weak)));
        using var changed = await ChangePasswordAsync(token, "another long phrase");
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        using var allowed = await Host.SendAsync(HttpMethod.Get, "/api/v1/teams", null, Cancellation, Bearer(token));
        Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
    }

    [Theory]
    [InlineData(UserRole.Viewer, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    [InlineData(UserRole.Operator, HttpStatusCode.OK, HttpStatusCode.Forbidden)]
    [InlineData(UserRole.Admin, HttpStatusCode.OK, HttpStatusCode.Created)]
    public async Task Roles_include_the_ones_below(string role, HttpStatusCode operators, HttpStatusCode admins)
    {
        await AddUserAsync("ann", role, mustChangePassword: false);
        var token = await Host.SignInAsync(Cancellation, "ann", IdentityFixture.Password);
        using var first = await Host.SendAsync(HttpMethod.Get, "/api/v1/operators", null, Cancellation, Bearer(token));
        using var second = await Host.SendAsync(HttpMethod.Post, "/api/v1/teams", new { name = "t" }, Cancellation, Bearer(token));
        Assert.Equal((operators, admins), (first.StatusCode, second.StatusCode));
    }

    [Fact]
    public async Task A_body_over_64_KiB_is_413()
    {
        using var response = await Host.SendAsync(
            HttpMethod.Post, "/auth/login", new { username = "admin", password = new string('x', 100_000) }, Cancellation);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    private static void AssertKept(string cookie)
    {
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
    }

    private static (string, string) Bearer(string token) => ("Authorization", $"Bearer {token}");

    private static async Task<string?> CodeAsync(HttpResponseMessage response) =>
        (await ManagementHost.ReadAsync(response, Cancellation)).GetProperty("code").GetString();

    private Task<HttpResponseMessage> ChangePasswordAsync(string token, string replacement) => Host.SendAsync(
        HttpMethod.Post, "/api/v1/auth/password", new { current_password = IdentityFixture.Password, new_password = replacement }, Cancellation, Bearer(token));

    private async Task<HttpStatusCode> StatusOfMeAsync(string token)
    {
        using var response = await Host.SendAsync(HttpMethod.Get, "/auth/me", null, Cancellation, Bearer(token));
        return response.StatusCode;
    }

    private async Task AddUserAsync(string name, string role, bool mustChangePassword)
    {
        var hash = await Host.Services.GetRequiredService<PasswordHasher>().HashAsync(IdentityFixture.Password, Cancellation);
        var user = new User { Id = $"user-{name}", Name = name, Role = role, PasswordHash = hash, MustChangePassword = mustChangePassword };
        var audit = RequestActor.System.Entry(TimeProvider.System.GetUtcNow(), "user.created", "user", user.Id, name);
        await Host.Services.GetRequiredService<IUserStore>().InsertAsync(user, audit, Cancellation);
        await Host.Services.GetRequiredService<UserTable>().ReloadAsync(Cancellation);
    }
}
