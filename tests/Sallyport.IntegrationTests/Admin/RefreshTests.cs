using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Sallyport.IntegrationTests.Gateway;
using Sallyport.IntegrationTests.Storage;
using Sallyport.Storage.Databases;
using Xunit;

namespace Sallyport.IntegrationTests.Admin;

/// <summary>Sessions over time and over devices, on both databases.</summary>
public sealed class RefreshTests(GatewayFixture gateway, PostgreSqlCluster cluster) : IClassFixture<GatewayFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [EachDatabase]
    public async Task A_spent_refresh_token_ends_the_session_wherever_it_is_used_and_the_trail_says_so(DatabaseDialect dialect)
    {
        await using var own = await StartAsync(dialect);
        var owner = new Person(own, "admin", GatewayFixture.Password);
        await owner.SignInAsync();
        var stolen = owner.RefreshToken;
        await owner.RefreshAsync();
        await owner.RefreshAsync();

        using var reuse = await owner.TryRefreshAsync(stolen);

        Assert.Equal(HttpStatusCode.Unauthorized, reuse.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await owner.StatusAsync(HttpMethod.Get, "/auth/me"));
        using var after = await owner.TryRefreshAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
        var trail = await own.CallAsync(HttpMethod.Get, "/audit?type=auth.session.reused");
        Assert.Equal("admin", Assert.Single(trail.GetProperty("items").EnumerateArray()).GetProperty("actor").GetProperty("name").GetString());
    }

    [Theory]
    [EachDatabase]
    public async Task People_see_their_sessions_and_end_one_or_all_others(DatabaseDialect dialect)
    {
        await using var own = await StartAsync(dialect);
        var phone = await Person.CreateAsync(own, "ann", "viewer");
        var (desk, other) = (new Person(own, "ann", Person.Chosen), new Person(own, "ann", Person.Chosen));
        await desk.SignInAsync();
        await other.SignInAsync();

        var listed = (await desk.CallAsync(HttpMethod.Get, "/auth/sessions")).EnumerateArray().ToList();

        Assert.Equal(4, listed.Count);
        var current = Assert.Single(listed, session => session.GetProperty("current").GetBoolean());
        Assert.Equal(("127.0.0.1", "password"), (current.GetProperty("address").GetString(), current.GetProperty("method").GetString()));
        var phones = (await phone.CallAsync(HttpMethod.Get, "/auth/sessions")).EnumerateArray().Single(session => session.GetProperty("current").GetBoolean());
        await desk.CallAsync(HttpMethod.Delete, $"/auth/sessions/{phones.GetProperty("id").GetString()}");
        Assert.Equal(HttpStatusCode.Unauthorized, await phone.StatusAsync(HttpMethod.Get, "/auth/me"));
        Assert.Equal(HttpStatusCode.OK, await other.StatusAsync(HttpMethod.Get, "/auth/me"));
        await desk.CallAsync(HttpMethod.Delete, "/auth/sessions");
        Assert.Equal(HttpStatusCode.Unauthorized, await other.StatusAsync(HttpMethod.Get, "/auth/me"));
        Assert.Single((await desk.CallAsync(HttpMethod.Get, "/auth/sessions")).EnumerateArray());
    }

    [Fact]
    public async Task Nobody_ends_another_s_session_but_an_administrator_does()
    {
        var (carol, dave) = (await Person.CreateAsync(gateway, "carol", "operator"), await Person.CreateAsync(gateway, "dave", "viewer"));
        var session = (await dave.CallAsync(HttpMethod.Get, "/auth/sessions"))[0].GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.NotFound, await carol.StatusAsync(HttpMethod.Delete, $"/auth/sessions/{session}"));
        var id = (await dave.CallAsync(HttpMethod.Get, "/auth/me")).GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.Forbidden, await carol.StatusAsync(HttpMethod.Delete, $"/users/{id}/sessions"));

        await gateway.CallAsync(HttpMethod.Delete, $"/users/{id}/sessions");

        Assert.Equal(HttpStatusCode.Unauthorized, await dave.StatusAsync(HttpMethod.Get, "/auth/me"));
        Assert.Equal(0, (await gateway.CallAsync(HttpMethod.Get, $"/users/{id}/sessions")).GetArrayLength());
    }

    [Fact]
    public async Task An_access_token_ends_within_its_lifetime_and_the_refresh_token_outlives_it()
    {
        await using var own = await GatewayFixture.StartAsync([new("Identity:AccessLifetime", "00:01:00")]);
        using var answer = await new Person(own, "admin", GatewayFixture.Password).TrySignInAsync();
        var session = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("data");
        var lifetime = session.GetProperty("token_expires_at").GetDateTimeOffset() - TimeProvider.System.GetUtcNow();
        Assert.InRange(lifetime, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60));
        Assert.True(session.GetProperty("expires_at").GetDateTimeOffset() - TimeProvider.System.GetUtcNow() > TimeSpan.FromHours(11));
    }

    [Fact]
    public async Task A_browser_refreshes_by_cookie_only_with_the_header_of_our_own_page()
    {
        using var signedIn = await new Person(gateway, "admin", GatewayFixture.Password).TrySignInAsync();
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("sallyport_refresh=", StringComparison.Ordinal)).Split(';')[0];

        using var forged = await RefreshByCookieAsync(cookie, null);
        using var ours = await RefreshByCookieAsync(cookie, "1");

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (forged.StatusCode, ours.StatusCode));
        Assert.Equal(2, ours.Headers.GetValues("Set-Cookie").Count());
    }

    [Fact]
    public async Task Where_one_session_is_allowed_a_sign_in_ends_the_one_before()
    {
        await using var own = await GatewayFixture.StartAsync([new("Identity:SingleSession", "true")]);
        var first = await Person.CreateAsync(own, "ann", "viewer");
        await new Person(own, "ann", Person.Chosen).SignInAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await first.StatusAsync(HttpMethod.Get, "/auth/me"));
    }

    private async Task<HttpResponseMessage> RefreshByCookieAsync(string cookie, string? header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/auth/refresh");
        request.Headers.Add("Cookie", cookie);
        if (header is not null)
        {
            request.Headers.Add("X-Sallyport-Csrf", header);
        }

        return await gateway.Client.SendAsync(request, Cancellation);
    }

    private async Task<GatewayFixture> StartAsync(DatabaseDialect dialect) => dialect == DatabaseDialect.Sqlite
        ? await GatewayFixture.StartAsync()
        : await GatewayFixture.StartAsync([new("Storage:Database", await cluster.CreateDatabaseAsync(Cancellation))]);
}
