using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Sallyport.Controls.Audit;
using Sallyport.Controls.Audit.Days;
using Sallyport.Controls.Audit.Exporting;
using Sallyport.Controls.Audit.Retention;
using Sallyport.Controls.Audit.Signing;
using Sallyport.Storage.Auditing;
using Sallyport.Storage.Databases;
using Xunit;

namespace Sallyport.IntegrationTests.Storage;

public sealed class AuditRetentionTests(PostgreSqlCluster cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [EachDatabase]
    public async Task Each_kind_goes_by_its_own_rule_and_the_rest_still_verifies(DatabaseDialect dialect)
    {
        await using var days = await ThreeDays.StartAsync(dialect, cluster);
        days.Clock.Now += TimeSpan.FromDays(5);
        await RunAsync(days, new AuditOptions { ExchangeDays = 3, SignInDays = 6 });

        var left = await days.Storage.ReadAuditAsync();
        Assert.DoesNotContain(left, item => item.Sequence <= 22 && item.Entry.Exchange is not null);
        Assert.DoesNotContain(left, item => item.Sequence <= 11 && item.Entry.EventType == "auth.login");
        Assert.Contains(left, item => item.Sequence is > 11 and <= 22 && item.Entry.EventType == "auth.login");
        Assert.Contains(left, item => item.Sequence <= 11 && item.Entry.EventType == "proxy.updated");
        Assert.Equal(4, left.Count(item => item.Entry.EventType == "audit.day.removed"));
        var result = await days.Storage.Audit.VerifyAsync(null, await days.ReadKeysAsync(), Token);
        Assert.True(result.IsIntact, result.Reason);
        Assert.Equal(21, result.Removed);
    }

    [Theory]
    [EachDatabase]
    public async Task A_held_day_stays_until_the_hold_is_lifted(DatabaseDialect dialect)
    {
        await using var days = await ThreeDays.StartAsync(dialect, cluster);
        var (store, everything) = (days.Storage.Get<IAuditRetentionStore>(), new AuditOptions { ExchangeDays = 1, SignInDays = 1, ChangeDays = 1 });
        var first = DateOnly.FromDateTime(Samples.Start.UtcDateTime);
        await store.AddHoldAsync(new AuditHold("h1", "case 7", first, first, Samples.Start, "ada"), Samples.Change("audit.hold.created"), Token);
        days.Clock.Now += TimeSpan.FromDays(1);

        await RunAsync(days, everything);
        var held = await days.Storage.ReadAuditAsync();
        Assert.True(await store.RemoveHoldAsync("h1", Samples.Change("audit.hold.removed"), Token));
        await RunAsync(days, everything);
        var free = await days.Storage.ReadAuditAsync();

        Assert.Equal(11, held.Count(item => item.Sequence <= 11));
        Assert.DoesNotContain(held, item => item.Sequence is > 11 and <= 22);
        Assert.DoesNotContain(free, item => item.Sequence <= 22);
        var result = await days.Storage.Audit.VerifyAsync(null, await days.ReadKeysAsync(), Token);
        Assert.True(result.IsIntact, result.Reason);
        Assert.Equal(22, result.Removed);
    }

    [Theory]
    [InlineData("UPDATE audit_tombstone SET rule = 'because'", 1, AuditFaultKind.BadSignature)]
    [InlineData("DELETE FROM audit_tombstone WHERE kind = 'exchange'", 1, AuditFaultKind.Missing)]
    [InlineData("DELETE FROM audit_gap WHERE first_sequence = 1", 6, AuditFaultKind.BadSignature)]
    [InlineData("DELETE FROM audit WHERE sequence = 5", 5, AuditFaultKind.Missing)]
    [InlineData("UPDATE audit_gap SET last_sequence = 5 WHERE first_sequence = 1; DELETE FROM audit WHERE sequence = 5", 1, AuditFaultKind.BadSignature)]
    public async Task A_hole_that_no_tombstone_covers_is_found(string statements, long first, AuditFaultKind kind)
    {
        await using var days = await ThreeDays.StartAsync(DatabaseDialect.Sqlite, cluster);
        days.Clock.Now += TimeSpan.FromDays(2);
        await RunAsync(days, new AuditOptions { ExchangeDays = 3 });
        Assert.True((await days.Storage.Audit.VerifyAsync(null, null, Token)).IsIntact);

        await days.Storage.RunAsync(statements);
        var result = await days.Storage.Audit.VerifyAsync(null, null, Token);

        Assert.Equal((first, kind), (result.FirstBadSequence ?? -1, result.Kind ?? (AuditFaultKind)(-1)));
    }

    [Theory]
    [EachDatabase]
    public async Task A_removal_that_was_cut_short_goes_on_and_verifies_in_between(DatabaseDialect dialect)
    {
        // As if the gateway had ended before the day's first gap was all gone.
        var before = await ThreeDays.StartAsync(dialect, cluster);
        await using (before)
        {
            before.Clock.Now += TimeSpan.FromDays(2);
            var store = before.Storage.Get<IAuditRetentionStore>();
            var day = (await before.Storage.Get<IAuditDayStore>().ListClosedAsync(Token))[0];
            var gaps = await store.FindGapsAsync(day, AuditKinds.Exchange, Token);
            var tombstone = await SignAsync(before, day, gaps);
            Assert.True(await store.BuryAsync(tombstone, gaps, Samples.Change("audit.day.removed"), Token));
            await before.Storage.RunAsync("DELETE FROM audit WHERE sequence BETWEEN 6 AND 9; DELETE FROM audit WHERE sequence BETWEEN 3 AND 4");

            var between = await before.Storage.Audit.VerifyAsync(null, null, Token);
            await RunAsync(before, new AuditOptions());
            var after = await before.Storage.Audit.VerifyAsync(null, null, Token);

            Assert.True(between.IsIntact, between.Reason);
            Assert.True(after.IsIntact, after.Reason);
            Assert.Equal((6, 8), (between.Removed, after.Removed));
        }
    }

    [Theory]
    [EachDatabase]
    public async Task An_export_of_whole_days_verifies_offline_and_shows_tampering(DatabaseDialect dialect)
    {
        await using var days = await ThreeDays.StartAsync(dialect, cluster);
        days.Clock.Now += TimeSpan.FromDays(2);
        await RunAsync(days, new AuditOptions { ExchangeDays = 3 });
        var file = Path.Combine(days.Storage.Folder, "export.jsonl");
        Directory.CreateDirectory(days.Storage.Folder);
        var closed = await days.Storage.Get<IAuditDayStore>().ListClosedAsync(Token);
        await using (var stream = File.Create(file))
        {
            await new AuditExport(days.Storage.Audit, days.Storage.Get<IAuditDayStore>(), days.Storage.Get<IAuditRetentionStore>()).WriteDaysAsync([.. closed.Take(2)], stream, Token);
        }

        var whole = await AuditVerifier.VerifyFileAsync(file, null, await days.ReadKeysAsync(), Token);
        var text = await File.ReadAllLinesAsync(file, Token);
        await File.WriteAllLinesAsync(file, text.Select(line => line.Contains("\"sequence\":15,", StringComparison.Ordinal) ? line.Replace("build agent", "mallory", StringComparison.Ordinal) : line), Token);
        var altered = await AuditVerifier.VerifyFileAsync(file, null, null, Token);
        await File.WriteAllLinesAsync(file, text.SkipLast(2), Token);
        var truncated = await AuditVerifier.VerifyFileAsync(file, null, null, Token);

        Assert.True(whole.IsIntact, whole.Reason);
        Assert.Equal((14, 2, 8), (whole.Records, whole.Days, whole.Removed));
        Assert.Equal((15L, AuditFaultKind.Altered), (altered.FirstBadSequence, altered.Kind));
        Assert.Equal((21L, AuditFaultKind.Truncated), (truncated.FirstBadSequence, truncated.Kind));
    }

    private static async Task<AuditTombstone> SignAsync(ThreeDays days, AuditDay day, IReadOnlyList<AuditGap> gaps)
    {
        var unsigned = new AuditTombstone
        {
            Date = day.Date,
            Kind = AuditKinds.Exchange,
            Records = gaps.Sum(gap => gap.Last - gap.First + 1),
            Gaps = AuditTombstone.DigestOf(gaps),
            Head = day.Hash,
            Rule = "exchange kept for 1 days",
            IsDone = false,
            Signature = new AuditSignature("", default, ""),
        };
        return unsigned with { Signature = await days.Storage.Get<AuditSigner>().SignAsync(unsigned.Statement, Token) };
    }

    private static async Task RunAsync(ThreeDays days, AuditOptions options)
    {
        await days.Storage.Days.RunOnceAsync(Token);
        var service = new AuditRetentionService(
            days.Storage.Get<IAuditDayStore>(), days.Storage.Get<IAuditRetentionStore>(), days.Storage.Get<AuditSigner>(), days.Clock, Options.Create(options), NullLogger<AuditRetentionService>.Instance);
        await service.RunOnceAsync(Token);
        service.Dispose();
    }
}
