using Microsoft.AspNetCore.Http;
using Sallyport.Controls.Guardrails;
using Sallyport.Core.Auditing;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Planes;
using Sallyport.Core.Proxies;
using Xunit;

namespace Sallyport.Tests.Controls.Guardrails;

/// <summary>A proxy without a readable policy lets nothing through, and says which policy is to be mended.</summary>
public sealed class PolicyTableTests
{
    private readonly GuardedProxies _proxies = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_proxy_that_names_a_missing_policy_refuses_everything()
    {
        var proxy = await AddAsync("one", "llm-standard-security", "no-such-policy");

        Assert.Contains("'no-such-policy' does not exist", (await JudgeAsync(proxy))?.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_that_can_no_longer_be_read_takes_only_its_own_proxies_down()
    {
        await _proxies.Stored.SaveAsync(new StoredPolicy("mine", """{"name":"mine","actions":{"no-such-rule":"block"}}""", DateTimeOffset.UnixEpoch), null, Change(), Cancellation);
        var broken = await AddAsync("one", "mine");
        var sound = await AddAsync("two", "llm-standard-security");

        Assert.Equal((DenialCode.GuardFailed, 503), (await JudgeAsync(broken) is { } denial ? (denial.Code, denial.Status) : default));
        Assert.Null(await JudgeAsync(sound));
    }

    [Fact]
    public async Task A_proxy_that_no_reload_has_seen_yet_refuses_everything()
    {
        Assert.Equal(DenialCode.GuardFailed, (await JudgeAsync(Proxy("new", [])))?.Code);
    }

    [Theory]
    [InlineData(PlaneKind.Llm, "llm-standard-security")]
    [InlineData(PlaneKind.Mcp, "mcp-standard-security")]
    public async Task A_proxy_that_names_no_policy_gets_the_standard_one_of_its_kind(PlaneKind kind, string standard)
    {
        var plain = Proxy("plain", []) with { Kind = kind };
        var named = Proxy("named", [standard]) with { Kind = kind };
        _proxies.Store.Add(plain);
        _proxies.Store.Add(named);
        await _proxies.ReloadAsync(Cancellation);

        Assert.NotNull(_proxies.Policies.For(plain).Policy);
        Assert.Same(_proxies.Policies.For(named).Policy, _proxies.Policies.For(plain).Policy);
    }

    private async Task<ProxyConfig> AddAsync(string name, params string[] policies)
    {
        var proxy = Proxy(name, policies);
        _proxies.Store.Add(proxy);
        await _proxies.ReloadAsync(Cancellation);
        return proxy;
    }

    private async Task<Denial?> JudgeAsync(ProxyConfig proxy)
    {
        using var exchange = new Exchange(new DefaultHttpContext(), "id", DateTimeOffset.UnixEpoch) { Proxy = proxy };
        return await new InspectRequestStage(_proxies.Policies).ApplyAsync(exchange, Cancellation);
    }

    private static ProxyConfig Proxy(string name, string[] policies) =>
        new() { Id = name, Name = name, Kind = PlaneKind.Llm, Target = new Uri("https://upstream.example"), Policies = policies };

    private static AuditEntry Change() => RequestActor.System.Entry(DateTimeOffset.UnixEpoch, "policy.saved", "policy", "mine", "mine");
}
