using Microsoft.Extensions.Options;
using Sallyport.Controls.Audit;
using Sallyport.Core.Health;
using Sallyport.Core.Proxies;
using Sallyport.Core.Settings;
using Sallyport.Storage;
using Sallyport.Storage.Databases;
using Sallyport.Storage.Writing;
using Xunit;

namespace Sallyport.IntegrationTests.Storage;

public sealed class DatabaseWriterTests(PostgreSqlCluster cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [EachDatabase]
    public async Task A_change_is_acknowledged_with_its_audit_entry_stored(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        await storage.Get<IProxyStore>().InsertAsync(Samples.Proxy("p1", "one"), Samples.Change("proxy.created"), Token);

        // No flush, and another process looks.
        await using var other = await storage.StartAnotherAsync();
        Assert.Equal("proxy.created", Assert.Single((await other.Audit.QueryAsync(new(), Token)).Items).Entry.EventType);
        Assert.Single(await other.Get<IProxyStore>().ListAsync(Token));
    }

    [Theory]
    [EachDatabase]
    public async Task A_change_that_does_not_apply_leaves_no_audit_entry(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        Assert.False(await storage.Get<IProxyStore>().DeleteAsync("p9", Samples.Change("proxy.deleted"), Token));

        Assert.Empty(await storage.ReadAuditAsync());
    }

    [Theory]
    [EachDatabase]
    public async Task A_command_that_answers_false_is_undone(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        var applied = await storage.Writer.ExecuteAsync(
            async work =>
            {
                await work.ExecuteAsync("INSERT INTO setting (name, value) VALUES ('a', '1')", new { });
                return false;
            },
            Samples.Change("setting.changed"),
            isConfigurationChange: true,
            Token);

        Assert.False(applied);
        Assert.Empty(await storage.Get<ISettingsStore>().ReadAsync(Token));
    }

    [Theory]
    [EachDatabase]
    public async Task A_failing_command_fails_alone(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        var settings = storage.Get<ISettingsStore>();
        var before = settings.WriteAsync(new Dictionary<string, string?> { ["a"] = "1" }, Samples.Change("setting.a"), Token);
        var failing = storage.Writer.ExecuteAsync(
            async work => await work.TryExecuteAsync("INSERT INTO no_such_table (a) VALUES (1)", new { }),
            Samples.Change("setting.failed"),
            isConfigurationChange: true,
            Token);
        var after = settings.WriteAsync(new Dictionary<string, string?> { ["b"] = "2" }, Samples.Change("setting.b"), Token);

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => failing);
        await Task.WhenAll(before, after);
        Assert.Equal(2, (await settings.ReadAsync(Token)).Count);
        Assert.Equal(["setting.a", "setting.b"], (await storage.ReadAuditAsync()).Select(item => item.Entry.EventType));
        Assert.True((await storage.Audit.VerifyAsync(null, null, Token)).IsIntact);
    }

    [Theory]
    [EachDatabase]
    public async Task A_change_whose_audit_entry_cannot_be_stored_is_not_made(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        await storage.RunAsync("ALTER TABLE audit RENAME TO audit_gone");
        var settings = storage.Get<ISettingsStore>();

        await Assert.ThrowsAsync<StorageUnavailableException>(
            () => settings.WriteAsync(new Dictionary<string, string?> { ["a"] = "1" }, Samples.Change("setting.a"), Token));

        Assert.Empty(await settings.ReadAsync(Token));
    }

    [Theory]
    [EachDatabase]
    public async Task Entries_wait_for_a_failing_database_and_are_stored_once_it_works(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        var health = Assert.Single(storage.Get<IEnumerable<IHealthReporter>>());
        await storage.RunAsync("ALTER TABLE audit RENAME TO audit_gone");
        await storage.Log.AppendAsync(Samples.Exchange(1));
        var flush = storage.Log.FlushAsync(Token);
        while (health.IsHealthy)
        {
            await Task.Delay(10, Token);
        }

        Assert.NotNull(health.Detail);
        Assert.False(flush.IsCompleted);
        await storage.RunAsync("ALTER TABLE audit_gone RENAME TO audit");
        await flush;

        Assert.True(health.IsHealthy);
        Assert.Single(await storage.ReadAuditAsync());
        Assert.True((await storage.Audit.VerifyAsync(null, null, Token)).IsIntact);
    }

    [Theory]
    [EachDatabase]
    public async Task Commands_and_entries_at_once_make_one_chain(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        var settings = storage.Get<ISettingsStore>();
        var commands = Enumerable.Range(0, 50).Select(i => Task.Run(
            () => settings.WriteAsync(new Dictionary<string, string?> { ["s" + i] = "1" }, Samples.Change("setting.changed"), Token), Token)).ToList();
        for (var i = 0; i < 3000; i++)
        {
            await storage.Log.AppendAsync(Samples.Exchange(i));
        }

        await Task.WhenAll(commands);
        await storage.Log.FlushAsync(Token);

        Assert.Equal(3050, (await storage.Audit.VerifyAsync(null, null, Token)).Records);
        Assert.Equal(50, (await settings.ReadAsync(Token)).Count);
    }

    [Theory]
    [EachDatabase]
    public async Task Watchers_hear_of_configuration_changes_and_not_of_entries(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        await using var changes = storage.Get<IChangeFeed>().WatchAsync(Token).GetAsyncEnumerator(Token);
        await storage.Log.AppendAsync(Samples.Exchange(1));
        await storage.Log.FlushAsync(Token);
        await storage.Get<IProxyStore>().InsertAsync(Samples.Proxy("p1", "one"), Samples.Change("proxy.created"), Token);

        Assert.Equal(2, await NextKnownAsync(changes));
    }

    [Fact]
    public async Task Another_gateways_change_is_heard_of_on_PostgreSql()
    {
        await using var first = await TestStorage.StartAsync(DatabaseDialect.PostgreSql, cluster);
        await using var second = await first.StartAnotherAsync();
        await using var changes = second.Get<IChangeFeed>().WatchAsync(Token).GetAsyncEnumerator(Token);

        // The listener says 0 when it is connected; from then on it hears everything.
        Assert.True(await changes.MoveNextAsync());
        await first.Get<IProxyStore>().InsertAsync(Samples.Proxy("p1", "one"), Samples.Change("proxy.created"), Token);

        Assert.Equal(1, await NextKnownAsync(changes));
    }

    [Theory]
    [EachDatabase]
    public async Task A_change_after_the_end_is_refused_rather_than_kept_waiting(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        await storage.StopAsync();

        await Assert.ThrowsAnyAsync<Exception>(
            () => storage.Get<ISettingsStore>().WriteAsync(new Dictionary<string, string?> { ["a"] = "1" }, Samples.Change("setting.a"), Token));
    }

    [Theory]
    [EachDatabase]
    public async Task What_is_queued_is_stored_although_the_time_of_all_is_used_up(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.CreateAsync(dialect, cluster);
        for (var i = 1; i <= 5000; i++)
        {
            await storage.Log.AppendAsync(Samples.Exchange(i));
        }

        await storage.StartAsync();
        await storage.Writer.StopAsync(new CancellationToken(canceled: true));

        Assert.Equal(5000, (await storage.Audit.VerifyAsync(null, null, Token)).Records);
    }

    [Fact]
    public async Task A_full_queue_makes_appending_wait()
    {
        await using var storage = await TestStorage.CreateAsync(DatabaseDialect.Sqlite, cluster);
        var capacity = storage.Get<IOptions<AuditOptions>>().Value.QueueEntries;
        var entry = Samples.Exchange(1);
        for (var i = 0; i < capacity; i++)
        {
            await storage.Log.AppendAsync(entry);
        }

        var waiting = storage.Log.AppendAsync(entry).AsTask();
        Assert.False(waiting.IsCompleted);
        await storage.StartAsync();
        await waiting;
        await storage.Log.FlushAsync(Token);

        Assert.Equal(capacity + 1, (await storage.Audit.VerifyAsync(null, null, Token)).Records);
    }

    private static async Task<long> NextKnownAsync(IAsyncEnumerator<long> changes)
    {
        while (await changes.MoveNextAsync())
        {
            if (changes.Current > 0)
            {
                return changes.Current;
            }
        }

        return -1;
    }
}
