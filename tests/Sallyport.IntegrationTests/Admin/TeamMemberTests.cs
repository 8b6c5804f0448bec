using System.Net;
using Sallyport.IntegrationTests.Gateway;
using Xunit;

namespace Sallyport.IntegrationTests.Admin;

/// <summary>Members of teams: what leaders and members may do, and that it ends at their own team.</summary>
public sealed class TeamMemberTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task A_leader_manages_keys_members_and_narrower_grants_of_the_own_team_only()
    {
        var (own, proxy) = await CreateTeamAsync("led");
        var (other, _) = await CreateTeamAsync("not-led");
        var lea = await Person.CreateAsync(gateway, "lea", "team_admin");
        var max = await Person.CreateAsync(gateway, "max", "developer");
        await SetAsync(own, lea, "team_admin");
        var maxId = await IdAsync(max);

        Assert.Equal(HttpStatusCode.OK, await lea.StatusAsync(HttpMethod.Put, $"/teams/{own}/members/{maxId}", new { role = "member" }));
        Assert.Equal(HttpStatusCode.Forbidden, await lea.StatusAsync(HttpMethod.Put, $"/teams/{other}/members/{maxId}", new { role = "member" }));
        Assert.Equal(HttpStatusCode.Created, await lea.StatusAsync(HttpMethod.Post, "/api-keys", new { name = "lea-own", team_id = own }));
        Assert.Equal(HttpStatusCode.Forbidden, await lea.StatusAsync(HttpMethod.Post, "/api-keys", new { name = "lea-other", team_id = other }));

        Assert.Equal(HttpStatusCode.OK, await GrantAsync(lea, own, new { proxy_id = proxy, rate_limit_per_minute = 10, allowed_models = new[] { "gpt-4o*" } }));
        Assert.Equal(HttpStatusCode.Forbidden, await GrantAsync(lea, own, new { proxy_id = proxy, rate_limit_per_minute = 20, allowed_models = new[] { "gpt-4o*" } }));
        Assert.Equal(HttpStatusCode.Forbidden, await GrantAsync(lea, own, new { proxy_id = proxy, rate_limit_per_minute = 10, allowed_models = Array.Empty<string>() }));
        Assert.Equal(HttpStatusCode.Forbidden, await GrantAsync(lea, other, new { proxy_id = proxy, rate_limit_per_minute = 10 }));
        Assert.Equal(HttpStatusCode.Forbidden, await lea.StatusAsync(HttpMethod.Delete, $"/teams/{own}"));
    }

    [Fact]
    public async Task A_member_has_own_keys_of_the_team_until_taken_out_and_a_leader_sees_them()
    {
        var (team, _) = await CreateTeamAsync("joined");
        var mia = await Person.CreateAsync(gateway, "mia", "developer");
        var ned = await Person.CreateAsync(gateway, "ned", "developer");
        Assert.Equal(HttpStatusCode.Forbidden, await mia.StatusAsync(HttpMethod.Post, "/api-keys", new { name = "early", team_id = team }));
        await SetAsync(team, mia, "member");
        await SetAsync(team, ned, "member");

        var made = (await mia.CallAsync(HttpMethod.Post, "/api-keys", new { name = "of-mia", team_id = team })).GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.OK, await mia.StatusAsync(HttpMethod.Get, $"/api-keys/{made}"));
        Assert.Equal(HttpStatusCode.NotFound, await ned.StatusAsync(HttpMethod.Get, $"/api-keys/{made}"));

        // What leads is being team admin of the team and holding a role that lets one; neither alone does.
        await SetAsync(team, ned, "team_admin");
        Assert.Equal(HttpStatusCode.NotFound, await ned.StatusAsync(HttpMethod.Get, $"/api-keys/{made}"));
        await gateway.CallAsync(HttpMethod.Patch, $"/users/{await IdAsync(ned)}", new { role = "team_admin" });
        Assert.Equal(HttpStatusCode.OK, await ned.StatusAsync(HttpMethod.Get, $"/api-keys/{made}"));

        await gateway.CallAsync(HttpMethod.Delete, $"/teams/{team}/members/{await IdAsync(mia)}");
        Assert.Equal(HttpStatusCode.NotFound, await mia.StatusAsync(HttpMethod.Get, $"/api-keys/{made}"));
        Assert.Equal("revoked", (await gateway.CallAsync(HttpMethod.Get, $"/api-keys/{made}")).GetProperty("status").GetString());
    }

    private static async Task<string?> IdAsync(Person person) => (await person.CallAsync(HttpMethod.Get, "/auth/me")).GetProperty("id").GetString();

    private static Task<HttpStatusCode> GrantAsync(Person person, string? team, object grant) =>
        person.StatusAsync(HttpMethod.Put, $"/teams/{team}/grants", new { proxies = new[] { grant } });

    private async Task SetAsync(string? team, Person person, string role) =>
        await gateway.CallAsync(HttpMethod.Put, $"/teams/{team}/members/{await IdAsync(person)}", new { role });

    private async Task<(string? Team, string Proxy)> CreateTeamAsync(string name)
    {
        var proxy = await gateway.CreateProxyAsync(name, "openai", new Uri("http://127.0.0.1:9"));
        var team = await gateway.CallAsync(HttpMethod.Post, "/teams", new { name, proxies = new[] { new { proxy_id = proxy.Id, rate_limit_per_minute = 60 } } });
        return (team.GetProperty("id").GetString(), proxy.Id);
    }
}
