using Sallyport.Controls.Access;
using Sallyport.Core.Auditing;
using Sallyport.Core.Exchanges;
using Sallyport.Tests.Fakes;
using Xunit;

namespace Sallyport.Tests.Controls.Access;

public sealed class AuthorizeProxyStageTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly InMemoryTeamStore _store = new(new RecordingAuditLog());
    private readonly AccessTable _table;
    private readonly AuthorizeProxyStage _stage;

    public AuthorizeProxyStageTests()
    {
        _table = new AccessTable(_store);
        _stage = new AuthorizeProxyStage(_table);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_granted_team_passes_and_its_grant_is_kept()
    {
        await SaveAsync(new Team { Id = "t", Name = "Research", Grants = [new ProxyGrant("id-openai", 5)] });
        var exchange = ExchangeOf("t");
        Assert.Null(await _stage.ApplyAsync(exchange, Cancellation));
        Assert.Equal(5, exchange.Get(AuthorizeProxyStage.Grant)?.RateLimitPerMinute);
    }

    [Theory]
    [InlineData("t", true, "id-other", "no grant")]
    [InlineData("t", false, "id-openai", "deactivated")]
    [InlineData("removed", true, "id-openai", "no longer exists")]
    [InlineData(null, true, "id-openai", "personal key")]
    public async Task Everything_else_is_403_with_the_remedy(string? teamId, bool isActive, string grantedProxy, string reason)
    {
        await SaveAsync(new Team { Id = "t", Name = "Research", IsActive = isActive, Grants = [new ProxyGrant(grantedProxy, null)] });
        var denial = await _stage.ApplyAsync(ExchangeOf(teamId), Cancellation);
        Assert.Equal((DenialCode.AccessDenied, 403), (denial?.Code, denial?.Status));
        Assert.Contains(reason, denial?.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_s_personal_key_passes_everywhere() =>
        Assert.Null(await _stage.ApplyAsync(ExchangeOf(null, mayUseEveryProxy: true), Cancellation));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_scope_takes_a_granted_proxy_away_and_gives_none(bool mayUseEveryProxy)
    {
        await SaveAsync(new Team { Id = "t", Name = "Research", Grants = [new ProxyGrant("id-openai", null)] });
        var exchange = ExchangeOf(mayUseEveryProxy ? null : "t", mayUseEveryProxy);
        var caller = exchange.Caller;
        exchange.Caller = caller with { Scope = new CallerScope { ProxyIds = ["id-other"] } };
        Assert.Equal(DenialCode.AccessDenied, (await _stage.ApplyAsync(exchange, Cancellation))?.Code);
        exchange.Caller = caller with { Scope = new CallerScope { ProxyIds = ["id-openai"] } };
        Assert.Null(await _stage.ApplyAsync(exchange, Cancellation));
        exchange.Caller = exchange.Caller with { TeamId = null, MayUseEveryProxy = false };
        Assert.Equal(DenialCode.AccessDenied, (await _stage.ApplyAsync(exchange, Cancellation))?.Code);
    }

    [Fact]
    public async Task Nobody_and_a_missing_proxy_are_refused()
    {
        using var unresolved = new Exchange(new Microsoft.AspNetCore.Http.DefaultHttpContext(), "r", _clock.GetUtcNow());
        Assert.NotNull(await _stage.ApplyAsync(unresolved, Cancellation));
        Assert.NotNull(await _stage.ApplyAsync(TestProxies.ExchangeFor(TestProxies.Named("openai"), _clock), Cancellation));
    }

    [Fact]
    public async Task A_grant_taken_away_counts_at_once()
    {
        var team = new Team { Id = "t", Name = "Research", Grants = [new ProxyGrant("id-openai", null)] };
        await SaveAsync(team);
        await SaveAsync(team with { Grants = [] });
        Assert.NotNull(await _stage.ApplyAsync(ExchangeOf("t"), Cancellation));
    }

    private async Task SaveAsync(Team team)
    {
        await _store.UpdateAsync(team, RequestActor.System.Entry(_clock.GetUtcNow(), "x", "team", team.Id, team.Name), Cancellation);
        await _table.ReloadAsync(Cancellation);
    }

    private Exchange ExchangeOf(string? teamId, bool mayUseEveryProxy = false)
    {
        var exchange = TestProxies.ExchangeFor(TestProxies.Named("openai"), _clock);
        exchange.Caller = new Caller { Kind = CallerKind.ApiKey, Id = "k", Name = "key", TeamId = teamId, MayUseEveryProxy = mayUseEveryProxy };
        return exchange;
    }
}
