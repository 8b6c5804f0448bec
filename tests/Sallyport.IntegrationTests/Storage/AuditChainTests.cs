using Sallyport.Controls.Audit;
using Sallyport.Storage;
using Sallyport.Storage.Auditing;
using Sallyport.Storage.Databases;
using Xunit;

namespace Sallyport.IntegrationTests.Storage;

public sealed class AuditChainTests(PostgreSqlCluster cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseDialect, string, long> Tampering()
    {
        var data = new TheoryData<DatabaseDialect, string, long>();
        foreach (var dialect in Enum.GetValues<DatabaseDialect>())
        {
            data.Add(dialect, "UPDATE audit SET actor_name = 'mallory' WHERE sequence = 5", 5);
            data.Add(dialect, "UPDATE audit SET cost_pico_usd = cost_pico_usd + 1 WHERE sequence = 6", 6);
            data.Add(dialect, "UPDATE audit SET cost_pico_usd = NULL WHERE sequence = 6", 6);
            data.Add(dialect, "UPDATE audit SET time = 9223372036854775807 WHERE sequence = 6", 6);
            data.Add(dialect, "UPDATE audit SET team_id = NULL WHERE sequence = 1", 1);
            data.Add(dialect, "DELETE FROM audit WHERE sequence = 3", 3);
            data.Add(dialect, "DELETE FROM audit WHERE sequence >= 9", 9);
            data.Add(dialect, "DELETE FROM audit", 1);
            data.Add(dialect, "UPDATE audit SET hash = (SELECT hash FROM audit other WHERE other.sequence = 2) WHERE sequence = 4", 4);
            data.Add(dialect, "UPDATE audit SET sequence = 99 WHERE sequence = 10", 10);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Tampering))]
    public async Task Tampering_is_found_at_its_record(DatabaseDialect dialect, string statement, long expected)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        await AppendAsync(storage, 1, 10);
        AssertWhole(10, await storage.Audit.VerifyAsync(null, null, Token));

        Assert.True(await storage.RunAsync(statement) > 0);
        var verification = await storage.Audit.VerifyAsync(null, null, Token);

        Assert.False(verification.IsIntact);
        Assert.Equal(expected, verification.FirstBadSequence);
        Assert.NotNull(verification.Reason);
    }

    [Theory]
    [EachDatabase]
    public async Task The_chain_goes_on_after_a_restart(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        await AppendAsync(storage, 1, 3);
        await storage.StopAsync();

        await using var restarted = await storage.StartAnotherAsync();
        await AppendAsync(restarted, 4, 5);

        AssertWhole(5, await restarted.Audit.VerifyAsync(null, null, Token));
    }

    [Theory]
    [EachDatabase]
    public async Task Stopping_stores_everything_that_was_queued(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        for (var i = 1; i <= 2000; i++)
        {
            await storage.Log.AppendAsync(Samples.Exchange(i));
        }

        await storage.StopAsync();

        AssertWhole(2000, await storage.Audit.VerifyAsync(null, null, Token));
    }

    [Theory]
    [EachDatabase]
    public async Task An_abandoned_writer_leaves_a_valid_chain(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        for (var i = 1; i <= 5000; i++)
        {
            await storage.Log.AppendAsync(Samples.Exchange(i));
        }

        await storage.Writer.DisposeAsync();
        await using var restarted = await storage.StartAnotherAsync();
        var before = await restarted.Audit.VerifyAsync(null, null, Token);
        await AppendAsync(restarted, 1, 1);
        var after = await restarted.Audit.VerifyAsync(null, null, Token);

        Assert.True(before.IsIntact, before.Reason);
        AssertWhole(before.Records + 1, after);
    }

    [Theory]
    [EachDatabase]
    public async Task Two_gateways_on_one_database_write_one_chain(DatabaseDialect dialect)
    {
        await using var first = await TestStorage.StartAsync(dialect, cluster);
        await using var second = await first.StartAnotherAsync();
        await Task.WhenAll(
            Task.Run(() => AppendAsync(first, 1, 1500), Token),
            Task.Run(() => AppendAsync(second, 1, 1500), Token));

        AssertWhole(3000, await first.Audit.VerifyAsync(null, null, Token));
    }

    [Theory]
    [EachDatabase]
    public async Task Twenty_thousand_entries_are_stored_in_order(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        await AppendAsync(storage, 1, 20_000);

        AssertWhole(20_000, await storage.Audit.VerifyAsync(null, null, Token));
        Assert.Equal(10_000, (await storage.Audit.QueryAsync(new AuditQuery(), Token)).Total);
    }

    [Theory]
    [EachDatabase]
    public async Task A_cut_with_a_rewritten_end_shows_against_an_anchor(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        await AppendAsync(storage, 1, 10);
        var anchor = (await storage.Audit.VerifyAsync(null, null, Token)).Newest;
        Assert.Equal(10, anchor?.Sequence);
        Assert.True((await storage.Audit.VerifyAsync(anchor, null, Token)).IsIntact);

        await CutAsync(storage);

        Assert.True((await storage.Audit.VerifyAsync(null, null, Token)).IsIntact);
        Assert.Equal(8, (await storage.Audit.VerifyAsync(anchor, null, Token)).FirstBadSequence);
        await AppendAsync(storage, 20, 25);
        Assert.Equal(10, (await storage.Audit.VerifyAsync(anchor, null, Token)).FirstBadSequence);
    }

    [Theory]
    [EachDatabase]
    public async Task A_cut_while_the_gateway_runs_is_recorded_at_the_next_write(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        await AppendAsync(storage, 1, 10);
        await CutAsync(storage);
        await AppendAsync(storage, 11, 12);

        var events = (await storage.ReadAuditAsync()).Select(item => item.Entry.EventType).ToList();

        Assert.Single(events, "audit.trail.cut");
        Assert.Equal(10, events.Count);
    }

    [Fact]
    public async Task A_copied_file_is_verified_without_a_gateway()
    {
        await using var storage = await TestStorage.StartAsync(DatabaseDialect.Sqlite, cluster);
        await AppendAsync(storage, 1, 10);
        var copy = Path.Combine(storage.Folder, "copy.db");
        await storage.RunAsync($"VACUUM INTO '{copy}'");
        await storage.RunAsync("UPDATE audit SET result = 'allowed!' WHERE sequence = 7");

        AssertWhole(10, await AuditVerifier.VerifyFileAsync(copy, null, null, Token));
        Assert.Equal(7, (await AuditVerifier.VerifyFileAsync(storage.Address, null, null, Token)).FirstBadSequence);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_with_its_name()
    {
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, "no database, but long enough to look like one might start here", Token);
        try
        {
            var exception = await Assert.ThrowsAsync<SchemaMismatchException>(() => AuditVerifier.VerifyFileAsync(path, null, null, Token));
            Assert.Contains(path, exception.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void AssertWhole(long records, AuditVerification verification) => Assert.Equal<(long, long?, string?)>((records, null, null), (verification.Records, verification.FirstBadSequence, verification.Reason));

    private static async Task CutAsync(TestStorage storage)
    {
        await storage.RunAsync("DELETE FROM audit WHERE sequence > 7");
        await storage.RunAsync("UPDATE audit_head SET sequence = 7, hash = (SELECT hash FROM audit WHERE sequence = 7)");
    }

    private static async Task AppendAsync(TestStorage storage, int first, int last)
    {
        for (var i = first; i <= last; i++)
        {
            await storage.Log.AppendAsync(Samples.Exchange(i));
        }

        await storage.Log.FlushAsync(Token);
    }
}
