using Sallyport.Controls.Access;
using Sallyport.Controls.Guardrails;
using Sallyport.Controls.Outside;
using Sallyport.Controls.RuleHits;
using Sallyport.Controls.Usage;
using Sallyport.Controls.Vault;
using Sallyport.Core.Proxies;
using Sallyport.Core.Settings;
using Sallyport.Identity.ApiKeys;
using Sallyport.Storage.Databases;
using Xunit;

namespace Sallyport.IntegrationTests.Storage;

public sealed class ControlStoreTests(PostgreSqlCluster cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [EachDatabase]
    public async Task A_team_is_stored_with_its_grants_and_replaced_with_them(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        var (proxies, store) = (storage.Get<IProxyStore>(), storage.Get<ITeamStore>());
        var audit = Samples.Change("team.created");
        await proxies.InsertAsync(Samples.Proxy("p1", "one"), audit, Token);
        await proxies.InsertAsync(Samples.Proxy("p2", "two"), audit, Token);
        var team = Samples.Team("t1", "core", new ProxyGrant("p1", 60) { AllowedModels = ["gpt-4o*", "o3"], DeniedModels = ["*-mini"] }, new ProxyGrant("p2", null));
        Assert.True(await store.InsertAsync(team, audit, Token));
        Assert.Equivalent(team, Assert.Single(await store.ListAsync(Token)), strict: true);

        Assert.True(await store.InsertAsync(Samples.Team("t2", "other"), audit, Token));
        Assert.False(await store.InsertAsync(Samples.Team("t3", "core"), audit, Token));
        Assert.False(await store.UpdateAsync(Samples.Team("t2", "core"), audit, Token));
        Assert.True(await store.UpdateAsync(Samples.Team("t1", "core", new ProxyGrant("p2", 0)) with { IsActive = false }, audit, Token));
        var changed = (await store.ListAsync(Token))[0];
        Assert.False(changed.IsActive);
        Assert.Equal([new ProxyGrant("p2", 0)], changed.Grants);
    }

    [Theory]
    [EachDatabase]
    public async Task Deleting_a_team_revokes_its_keys_only(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        var (keys, store) = (storage.Get<IApiKeyStore>(), storage.Get<ITeamStore>());
        var audit = Samples.Change("team.deleted");
        await store.InsertAsync(Samples.Team("t1", "core"), audit, Token);
        await keys.InsertAsync(Samples.Key("k1", "t1"), audit, Token);
        await keys.InsertAsync(Samples.Key("k2"), audit, Token);

        Assert.True(await store.DeleteAsync("t1", audit, Token));
        Assert.False(await store.DeleteAsync("t1", audit, Token));
        Assert.Equal(["k1"], (await keys.ListAsync(Token)).Where(key => key.RevokedAt is not null).Select(key => key.Id));
    }

    [Theory]
    [EachDatabase]
    public async Task A_policy_is_saved_replaced_and_removed(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        var store = storage.Get<IPolicyStore>();
        var audit = Samples.Change("policy.saved");
        await store.SaveAsync(new StoredPolicy("strict", "{}", Samples.Start), null, audit, Token);
        var second = new StoredPolicy("strict", """{"rules":["ü"]}""", Samples.Start.AddSeconds(1));
        await store.SaveAsync(second, null, audit, Token);

        Assert.Equal([second with { Version = 2 }], await store.ListAsync(Token));
        Assert.True(await store.DeleteAsync("strict", audit, Token));
        Assert.False(await store.DeleteAsync("strict", audit, Token));
    }

    [Theory]
    [EachDatabase]
    public async Task Every_save_of_a_policy_stays_as_a_version_also_after_its_removal(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        var store = storage.Get<IPolicyStore>();
        var audit = Samples.Change("policy.saved");
        await store.SaveAsync(new StoredPolicy("strict", """{"a":1}""", Samples.Start) { SavedBy = "ada", Comment = "first" }, null, audit, Token);
        Assert.False(await store.SaveAsync(new StoredPolicy("strict", "{}", Samples.Start), 7, audit, Token));
        Assert.True(await store.SaveAsync(new StoredPolicy("strict", """{"a":2}""", Samples.Start), 1, audit, Token));
        await store.DeleteAsync("strict", audit, Token);
        await store.SaveAsync(new StoredPolicy("strict", """{"a":3}""", Samples.Start), null, audit, Token);

        Assert.Equal([3L, 2L, 1L], (await store.ListVersionsAsync("strict", Token)).Select(version => version.Version));
        Assert.Equal(new StoredPolicy("strict", """{"a":1}""", Samples.Start) { Version = 1, SavedBy = "ada", Comment = "first" }, await store.FindVersionAsync("strict", 1, Token));
        Assert.Null(await store.FindVersionAsync("strict", 4, Token));
    }

    [Theory]
    [EachDatabase]
    public async Task What_rules_found_adds_up_and_marks_are_counted(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        var store = storage.Get<IRuleHitStore>();
        var sample = new RuleHitSample { Hour = Samples.Start, RuleId = "r1", ProxyId = "p1", Hits = 3, Exchanges = 2, Blocked = 1, LastAt = Samples.Start.AddMinutes(5) };
        await store.AddAsync([sample, sample with { ProxyId = "p2" }], Token);
        await store.AddAsync([sample with { LastAt = Samples.Start.AddMinutes(1) }, sample with { Hour = Samples.Start.AddHours(1) }], Token);

        var sums = await store.SumAsync(Samples.Start, Token);
        Assert.Equal([sample with { Hits = 9, Exchanges = 6, Blocked = 3 }, sample with { ProxyId = "p2" }], sums);
        Assert.Equal(3, Assert.Single(await store.SumAsync(Samples.Start.AddHours(1), Token)).Hits);

        var (audit, mark) = (Samples.Change("finding.marked_false"), new FalsePositive("e1", "r1", Samples.Start, Samples.Start, "ada", "a name"));
        await store.MarkAsync(mark, audit, Token);
        await store.MarkAsync(mark with { Note = "again" }, audit, Token);
        Assert.Equal([mark with { Note = "again" }], await store.ListAsync("e1", Token));
        Assert.Equal(new Dictionary<string, long> { ["r1"] = 1 }, await store.CountAsync(Samples.Start, Token));
        Assert.True(await store.UnmarkAsync("e1", "r1", audit, Token));
        Assert.False(await store.UnmarkAsync("e1", "r1", audit, Token));
    }

    [Theory]
    [EachDatabase]
    public async Task An_outside_detector_is_stored_with_its_secret_replaced_and_removed_with_it(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        var (store, credentials) = (storage.Get<IOutsideStore>(), storage.Get<ICredentialStore>());
        var audit = new[] { Samples.Change("outside_detector.created") };
        var id = OutsideConfig.SecretIdOf("judge");
        var judge = new OutsideConfig
        {
            Name = "judge",
            Kind = OutsideKind.LlmJudge,
            Target = new Uri("https://judge.example.com/v1"),
            Model = "modèle",
            Instructions = "Birds are harmless.",
            Categories = ["jailbreak", "toxicity"],
            Timeout = TimeSpan.FromMilliseconds(1500),
            MaxCharacters = 9000,
            MaxConcurrent = 3,
            Description = "d",
            Auth = new UpstreamAuth { Type = UpstreamAuthType.Header, Name = "x-api-key", CredentialId = id },
            CreatedAt = Samples.Start,
            UpdatedAt = Samples.Start,
        };
        Assert.True(await store.InsertAsync(judge, new SealedCredential(id, "k", [1, 2], "abcd", Samples.Start), audit, Token));
        Assert.False(await store.InsertAsync(judge, null, audit, Token));
        Assert.Equivalent(judge, Assert.Single(await store.ListAsync(Token)), strict: true);
        Assert.Equal([id], (await credentials.ListAsync(Token)).Select(credential => credential.Id));

        Assert.True(await store.UpdateAsync(judge with { Kind = OutsideKind.Webhook, Auth = UpstreamAuth.None }, null, audit, Token));
        Assert.Empty(await credentials.ListAsync(Token));
        Assert.False(await store.UpdateAsync(judge with { Name = "other" }, null, audit, Token));
        Assert.True(await store.DeleteAsync("judge", audit[0], Token));
        Assert.False(await store.DeleteAsync("judge", audit[0], Token));
        Assert.Empty(await store.ListAsync(Token));
    }

    [Theory]
    [EachDatabase]
    public async Task Settings_are_written_and_null_removes_one(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        var store = storage.Get<ISettingsStore>();
        var audit = Samples.Change("setting.changed");
        await store.WriteAsync(new Dictionary<string, string?> { ["a"] = "1", ["b"] = "2" }, audit, Token);
        await store.WriteAsync(new Dictionary<string, string?> { ["a"] = null, ["b"] = "3", ["c"] = null }, audit, Token);

        Assert.Equal(new Dictionary<string, string> { ["b"] = "3" }, await store.ReadAsync(Token));
    }

    [Theory]
    [EachDatabase]
    public async Task Usage_of_the_same_minute_and_combination_adds_up(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        var store = storage.Get<IUsageStore>();
        var sample = Usage("p1", Samples.Start) with { Requests = 2, Blocked = 1, CostUsd = 0.000000000001m, InputTokens = 5 };
        await store.AddAsync([sample, Usage("p2", Samples.Start)], Token);
        await store.AddAsync([sample, Usage("p1", Samples.Start.AddMinutes(1))], Token);

        var samples = await store.QueryAsync(Samples.Start, "p1", Token);
        Assert.Equal(sample with { Requests = 4, Blocked = 2, CostUsd = 0.000000000002m, InputTokens = 10 }, samples[0]);
        Assert.Equal(2, samples.Count);
        Assert.Equal(3, (await store.QueryAsync(Samples.Start, null, Token)).Count);
        Assert.Single(await store.QueryAsync(Samples.Start.AddSeconds(1), null, Token));
    }

    [Theory]
    [EachDatabase]
    public async Task A_model_name_that_cannot_be_stored_does_not_lose_the_usage(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        var store = storage.Get<IUsageStore>();
        await store.AddAsync([Usage("p1", Samples.Start) with { Model = "a\0b\ud800", Requests = 7 }], Token);

        Assert.Equal(7, Assert.Single(await store.QueryAsync(Samples.Start, null, Token)).Requests);
    }

    private static UsageSample Usage(string proxy, DateTimeOffset minute) =>
        new() { Minute = minute, ProxyId = proxy, Model = "m", TeamId = "", CallerId = "k1" };
}
