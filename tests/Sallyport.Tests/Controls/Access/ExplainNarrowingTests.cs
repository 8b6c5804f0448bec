using Sallyport.Controls.Access;
using Sallyport.Core.Access;
using Sallyport.Core.Exchanges;
using Xunit;

namespace Sallyport.Tests.Controls.Access;

public sealed class ExplainNarrowingTests
{
    private static readonly Caller Key = new() { Kind = CallerKind.ApiKey, Id = "key-1", Name = "payroll", UserId = "user-1", TeamId = "team-1", TeamName = "finance" };

    private static readonly ExplainView View = new(
        false, "payroll", "team-1", "finance", "proxy-1", "openai", "o3",
        [
            new("key.proxy", true, "key", "key-1", "payroll", "The key 'payroll' leaves the proxy 'openai' within it."),
            new("grant.model_missing", false, "grant", "team-1", "finance", "The grant of the team 'finance' is for 'gpt-4o*'."),
        ]);

    [Theory]
    [InlineData("access:explain", "key-1", null, "proxy-1")]
    [InlineData("access:explain events:read", "payroll", null, "proxy-1")]
    [InlineData("access:explain teams:read proxies:read", "key-1", "finance", "openai")]
    public void What_the_reader_may_not_see_is_told_by_its_id_alone(string permissions, string subject, string? team, string proxy)
    {
        var shown = new ExplainNarrowing(Rights.Of(permissions.Split(' '))).Apply(View, Key);

        Assert.Equal((subject, team, proxy), (shown.Subject, shown.TeamName, shown.ProxyName));
        Assert.Equal([subject, team ?? "team-1"], shown.Reasons.Select(step => step.DecidedByName));
        Assert.Equal(["key.proxy", "grant.model_missing"], shown.Reasons.Select(step => step.Code));
        Assert.DoesNotContain(shown.Reasons, step => step.Detail.Contains("payroll", StringComparison.Ordinal) || step.Detail.Contains("gpt-4o", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "user-1", "users:read", "user-1")]
    [InlineData("", null, "teams:read", "team-1")]
    public void A_user_or_team_that_is_asked_about_is_named_to_those_who_may_see_it(string id, string? userId, string permission, string shownId)
    {
        var caller = Key with { Id = id, UserId = userId, TeamId = userId is null ? "team-1" : null };

        Assert.Equal(shownId, new ExplainNarrowing(Rights.Of(["proxies:read"])).Apply(View, caller).Subject);
        Assert.Equal("payroll", new ExplainNarrowing(Rights.Of(["proxies:read", permission])).Apply(View, caller).Subject);
    }

    [Fact]
    public void Whoever_may_see_all_of_it_gets_the_whole_explanation() =>
        Assert.Same(View, new ExplainNarrowing(Rights.Of(["events:read", "teams:read", "proxies:read"])).Apply(View, Key));
}
