using Sallyport.Controls.Audit;
using Sallyport.Core.Auditing;
using Sallyport.Storage.Databases;
using Xunit;

namespace Sallyport.IntegrationTests.Storage;

public sealed class AuditStoreTests(PostgreSqlCluster cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [EachDatabase]
    public async Task Entries_come_back_as_they_were_and_in_order(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        AuditEntry[] entries =
        [
            Samples.Exchange(1),
            Samples.Change("proxy.created") with { Time = Samples.Start.AddSeconds(1) },
            Samples.Exchange(2000) with { TeamId = null, Exchange = Samples.Figures(1) with { CostUsd = null, DenialCode = "rate_limited", TopCategory = null, IsStreaming = false } },
            Samples.Exchange(3000) with { ActorName = "Zoë 🙂", Details = "", Exchange = Samples.Figures(1) with { Operation = "", Subject = "" } },
        ];
        foreach (var entry in entries)
        {
            await storage.Log.AppendAsync(entry);
        }

        var stored = await storage.ReadAuditAsync();
        Assert.Equal(entries, stored.Select(item => item.Entry));
        Assert.Equal([1L, 2L, 3L, 4L], stored.Select(item => item.Sequence));
        Assert.All(stored, item => Assert.Matches("^[0-9a-f]{64}$", item.Hash));
    }

    [Theory]
    [EachDatabase]
    public async Task Hostile_texts_neither_stop_the_log_nor_break_the_chain(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        await storage.Log.AppendAsync(Samples.Exchange(1) with { ActorName = "a\0b", ResourceName = "\ud800", SourceIp = "'; DROP TABLE audit; --" });
        await storage.Log.AppendAsync(Samples.Exchange(2) with { Details = new string('x', 1_000_000) });

        var stored = await storage.ReadAuditAsync();
        Assert.Equal("a?b", stored[0].Entry.ActorName);
        Assert.Equal(1_000_000, stored[1].Entry.Details.Length);
        Assert.True((await storage.Audit.VerifyAsync(null, null, Token)).IsIntact);
    }

    public static TheoryData<DatabaseDialect, string, AuditQuery, int> Filters()
    {
        var data = new TheoryData<DatabaseDialect, string, AuditQuery, int>();
        foreach (var dialect in Enum.GetValues<DatabaseDialect>())
        {
            data.Add(dialect, "all", new AuditQuery(), 5);
            data.Add(dialect, "exchanges", new AuditQuery { Exchanges = true }, 3);
            data.Add(dialect, "changes", new AuditQuery { Exchanges = false }, 2);
            data.Add(dialect, "event type", new AuditQuery { EventType = "proxy.created" }, 1);
            data.Add(dialect, "masked", new AuditQuery { IsMasked = true }, 3);
            data.Add(dialect, "not masked", new AuditQuery { IsMasked = false, Exchanges = true }, 0);
            data.Add(dialect, "family", new AuditQuery { EventType = "proxy." }, 2);
            data.Add(dialect, "actor name", new AuditQuery { Actor = "build agent" }, 3);
            data.Add(dialect, "actor id", new AuditQuery { Actor = "u1" }, 2);
            data.Add(dialect, "proxy name", new AuditQuery { Proxy = "openai" }, 5);
            data.Add(dialect, "other proxy", new AuditQuery { Proxy = "claude" }, 0);
            data.Add(dialect, "team", new AuditQuery { TeamId = "t1" }, 3);
            data.Add(dialect, "result", new AuditQuery { Result = "blocked" }, 1);
            data.Add(dialect, "category", new AuditQuery { Category = "jailbreak" }, 1);
            data.Add(dialect, "from is inclusive", new AuditQuery { From = Samples.Start.AddMilliseconds(2) }, 2);
            data.Add(dialect, "to is exclusive", new AuditQuery { To = Samples.Start.AddMilliseconds(2) }, 3);
            data.Add(dialect, "search path", new AuditQuery { Search = "CHAT/comp" }, 3);
            data.Add(dialect, "search request id", new AuditQuery { Search = "req00000003" }, 1);
            data.Add(dialect, "search takes % literally", new AuditQuery { Search = "%" }, 0);
            data.Add(dialect, "search takes _ literally", new AuditQuery { Search = "req_0" }, 0);
            data.Add(dialect, "search with NUL", new AuditQuery { Search = "a\0" }, 0);
            data.Add(dialect, "all together", new AuditQuery { Exchanges = true, Result = "allowed", Search = "mini", Actor = "k1", From = Samples.Start }, 2);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Filters), DisableDiscoveryEnumeration = true)]
    public async Task Every_filter_finds_what_it_names(DatabaseDialect dialect, string name, AuditQuery query, int expected)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        await storage.Log.AppendAsync(Samples.Change("proxy.created"));
        await storage.Log.AppendAsync(Samples.Exchange(1));
        await storage.Log.AppendAsync(Samples.Exchange(2) with { Result = "blocked", Exchange = Samples.Figures(2) with { TopCategory = "jailbreak" } });
        await storage.Log.AppendAsync(Samples.Change("proxy.deleted"));
        await storage.Log.AppendAsync(Samples.Exchange(3));
        await storage.Log.FlushAsync(Token);

        var page = await storage.Audit.QueryAsync(query, Token);
        Assert.True(page.Items.Count == expected && page.Total == expected, $"{name}: {page.Items.Count} of {page.Total}, expected {expected}");
    }

    [Theory]
    [EachDatabase]
    public async Task Pages_go_from_the_newest_to_the_oldest_without_gaps(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        for (var i = 1; i <= 25; i++)
        {
            await storage.Log.AppendAsync(Samples.Exchange(i));
        }

        await storage.Log.FlushAsync(Token);
        List<long> sequences = [];
        for (var page = 1; page <= 4; page++)
        {
            var result = await storage.Audit.QueryAsync(new AuditQuery { Page = page, Limit = 10 }, Token);
            Assert.Equal(25, result.Total);
            sequences.AddRange(result.Items.Select(item => item.Sequence));
        }

        Assert.Equal(Enumerable.Range(1, 25).Select(number => (long)number).Reverse(), sequences);
    }

    [Theory]
    [EachDatabase]
    public async Task An_exchange_is_found_by_its_request_id_and_a_change_with_that_id_is_not(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        await storage.Log.AppendAsync(Samples.Change("proxy.created") with { RequestId = "req00000007" });
        await storage.Log.AppendAsync(Samples.Exchange(7));
        await storage.Log.FlushAsync(Token);

        Assert.Equal(2, (await storage.Audit.FindExchangeAsync("req00000007", Token))?.Sequence);
        Assert.Null(await storage.Audit.FindExchangeAsync("req00000008", Token));
    }
}
