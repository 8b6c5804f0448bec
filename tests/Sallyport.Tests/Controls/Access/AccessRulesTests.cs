using Sallyport.Controls.Access;
using Sallyport.Core.Auditing;
using Sallyport.Core.Exchanges;
using Sallyport.Tests.Core.Access;
using Sallyport.Tests.Fakes;
using Xunit;

namespace Sallyport.Tests.Controls.Access;

public sealed class AccessRulesTests
{
    private static readonly string[] Models = ["gpt-4o", "gpt-4o-mini", "gpt-4.1", "o3", "claude-sonnet-4-5", "text-embedding-3-small", ""];
    private static readonly string[] Patterns = ["*", "gpt-4o*", "gpt-4?1", "o3", "claude-*", "*-mini", "text-embedding-3-small", "none-*"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "", "gpt-4o", true)]
    [InlineData("gpt-4o*", "", "gpt-4o-mini", true)]
    [InlineData("gpt-4o*", "", "gpt-4.1", false)]
    [InlineData("gpt-4o*", "*-mini", "gpt-4o-mini", false)]
    [InlineData("", "*-mini", "gpt-4o", true)]
    [InlineData("", "gpt-4o", "GPT-4o", false)]
    [InlineData("gpt-4o", "", "GPT-4o", false)]
    [InlineData("*", "", "", false)]
    [InlineData("", "o3", "", false)]
    public void A_grant_covers_the_models_it_names_and_exclusions_win(string allowed, string denied, string model, bool passes)
    {
        var grant = Grant(allowed, denied);
        Assert.Equal(passes, AccessRules.AskModel(Caller(null), grant, model, null) is null);
    }

    [Fact]
    public async Task The_steps_come_in_order_and_end_with_the_refusal_that_a_call_would_get()
    {
        var table = await TableAsync(Grant("gpt-4o*", ""));
        var (caller, proxy, steps) = (Caller(null), TestProxies.Named("openai"), new List<AccessReason>());
        Assert.Null(AccessRules.AskProxy(table, caller, proxy, out var grant, steps));
        var denial = AccessRules.AskModel(caller, grant, "o3", steps);
        Assert.Equal(["team.active", "grant.proxy", "grant.model_missing"], steps.Select(step => step.Code));
        Assert.Equal([true, true, false], steps.Select(step => step.Passed));
        Assert.Equal((steps[^1].Code, steps[^1].Detail), (denial?.RuleId, denial?.Detail));
    }

    [Fact]
    public async Task A_narrowed_key_never_reaches_what_its_team_does_not_and_explaining_never_changes_the_decision()
    {
        var random = new SeededChoice(20261121);
        var proxy = TestProxies.Named("openai");
        for (var i = 0; i < 400; i++)
        {
            var grant = new ProxyGrant(random.Next(4) == 0 ? "id-other" : proxy.Id, null) { AllowedModels = Some(random), DeniedModels = random.Next(2) == 0 ? [] : Some(random) };
            var table = await TableAsync(grant);
            var scope = new CallerScope { Models = Some(random), ProxyIds = random.Next(3) == 0 ? ["id-other"] : random.Next(2) == 0 ? [proxy.Id] : [] };
            foreach (var model in Models)
            {
                var (whole, narrowed) = (Passes(table, Caller(null), model, null), Passes(table, Caller(scope), model, null));
                Assert.True(whole || !narrowed, $"{grant} {scope} {model}");
                Assert.Equal(narrowed, whole && scope.AllowsProxy(proxy.Id) && scope.AllowsModel(model));
                Assert.Equal(narrowed, Passes(table, Caller(scope), model, []));
            }
        }
    }

    private static bool Passes(AccessTable table, Caller caller, string model, List<AccessReason>? steps) =>
        AccessRules.AskProxy(table, caller, TestProxies.Named("openai"), out var grant, steps) is null && AccessRules.AskModel(caller, grant, model, steps) is null;

    private static IReadOnlyList<string> Some(SeededChoice random) => [.. Patterns.Where(_ => random.Next(4) == 0)];

    private static ProxyGrant Grant(string allowed, string denied) => new("id-openai", null)
    {
        AllowedModels = allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries), DeniedModels = denied.Split(' ', StringSplitOptions.RemoveEmptyEntries),
    };

    private static Caller Caller(CallerScope? scope) =>
        new() { Kind = CallerKind.ApiKey, Id = "k", Name = "key", TeamId = "t", TeamName = "Research", Scope = scope };

    private static async Task<AccessTable> TableAsync(ProxyGrant grant)
    {
        var store = new InMemoryTeamStore(new RecordingAuditLog());
        var team = new Team { Id = "t", Name = "Research", Grants = [grant] };
        await store.UpdateAsync(team, RequestActor.System.Entry(default, "x", "team", team.Id, team.Name), Cancellation);
        var table = new AccessTable(store);
        await table.ReloadAsync(Cancellation);
        return table;
    }
}
