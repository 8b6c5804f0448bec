using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Sallyport.Controls.Audit;
using Sallyport.Controls.Audit.Days;
using Sallyport.Controls.Audit.Signing;
using Sallyport.Storage.Auditing;
using Sallyport.Storage.Databases;
using Sallyport.Storage.Migrations;
using Xunit;

namespace Sallyport.IntegrationTests.Storage;

public sealed class AuditDayTests(PostgreSqlCluster cluster)
{
    private const string Shift = "UPDATE audit SET sequence = sequence + 1000000 WHERE sequence >= 15; UPDATE audit SET sequence = sequence - 999999 WHERE sequence > 1000000;";

    // The trail as it was when the first day had just been closed.
    private const string CutDayTwo = "DELETE FROM audit WHERE sequence > 11; DELETE FROM audit_day WHERE first_sequence = 12; "
        + "UPDATE audit_head SET sequence = 11, hash = (SELECT hash FROM audit WHERE sequence = 11), day_first = 12, day_previous = (SELECT hash FROM audit WHERE sequence = 11)";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseDialect, string, long, AuditFaultKind> Tampering()
    {
        var copyOf3 = AuditColumns.List["sequence,".Length..];
        (string Statements, long First, AuditFaultKind Kind)[] cases =
        [
            ("UPDATE audit SET actor_name = 'mallory' WHERE sequence = 15", 15, AuditFaultKind.Altered),
            ("DELETE FROM audit WHERE sequence = 15", 15, AuditFaultKind.Missing),
            ($"{Shift} INSERT INTO audit ({AuditColumns.List}) SELECT 15, {copyOf3} FROM audit WHERE sequence = 3", 15, AuditFaultKind.Inserted),
            ($"INSERT INTO audit ({AuditColumns.List}) SELECT 29, {copyOf3} FROM audit WHERE sequence = 3", 29, AuditFaultKind.Inserted),
            ($"INSERT INTO audit ({AuditColumns.List}) SELECT 0, {copyOf3} FROM audit WHERE sequence = 3", 0, AuditFaultKind.Inserted),
            (Swap(15, 16), 15, AuditFaultKind.Reordered),
            (Swap(14, 19), 14, AuditFaultKind.Reordered),
            ("UPDATE audit SET sequence = 99 WHERE sequence = 20", 20, AuditFaultKind.Reordered),
            ("DELETE FROM audit WHERE sequence >= 25", 25, AuditFaultKind.Truncated),
            ("DELETE FROM audit WHERE sequence > 25; UPDATE audit_head SET sequence = 25, hash = (SELECT hash FROM audit WHERE sequence = 25)", 26, AuditFaultKind.Truncated),
            ("UPDATE audit SET sequence = sequence + 1000000 WHERE sequence <= 11; UPDATE audit SET sequence = sequence - 11 WHERE sequence BETWEEN 12 AND 22; UPDATE audit SET sequence = sequence - 999989 WHERE sequence > 1000000", 1, AuditFaultKind.Reordered),
            ("DELETE FROM audit WHERE sequence BETWEEN 12 AND 22", 12, AuditFaultKind.Missing),
            ("DELETE FROM audit WHERE sequence BETWEEN 12 AND 22; DELETE FROM audit_day WHERE first_sequence = 12", 12, AuditFaultKind.Missing),
            ("DELETE FROM audit_day WHERE first_sequence = 12", 12, AuditFaultKind.Missing),
            ("DELETE FROM audit_day", 1, AuditFaultKind.Missing),
            ("UPDATE audit_day SET signature = (SELECT signature FROM audit_day other WHERE other.first_sequence = 12) WHERE first_sequence = 1", 1, AuditFaultKind.BadSignature),
            ("UPDATE audit_day SET signature = NULL WHERE first_sequence = 1", 1, AuditFaultKind.BadSignature),
            ("UPDATE audit_day SET day = day + 1 WHERE first_sequence = 12", 12, AuditFaultKind.BadSignature),
            ("DELETE FROM audit_checkpoint", 23, AuditFaultKind.Missing),
            ("DELETE FROM audit_checkpoint; DELETE FROM audit WHERE sequence > 25; UPDATE audit_head SET sequence = 25, hash = (SELECT hash FROM audit WHERE sequence = 25)", 23, AuditFaultKind.Missing),
            ($"DELETE FROM audit_checkpoint; {CutDayTwo}", 12, AuditFaultKind.Missing),
            ("UPDATE audit_day SET signature = NULL WHERE first_sequence = 12", 12, AuditFaultKind.BadSignature),
            ("UPDATE audit_checkpoint SET signed_at = signed_at + 1000000", 23, AuditFaultKind.BadSignature),
            ("INSERT INTO audit_gap (first_sequence, last_sequence, hash, day, kind) SELECT 15, 15, hash, 20778, 'exchange' FROM audit WHERE sequence = 15; DELETE FROM audit WHERE sequence = 15", 15, AuditFaultKind.Missing),
        ];
        var data = new TheoryData<DatabaseDialect, string, long, AuditFaultKind>();
        foreach (var dialect in Enum.GetValues<DatabaseDialect>())
        {
            foreach (var (statements, first, kind) in cases)
            {
                data.Add(dialect, statements, first, kind);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Tampering))]
    public async Task Tampering_is_named_with_its_first_record_and_its_kind(DatabaseDialect dialect, string statements, long first, AuditFaultKind kind)
    {
        await using var days = await ThreeDays.StartAsync(dialect, cluster);
        var whole = await days.Storage.Audit.VerifyAsync(null, await days.ReadKeysAsync(), Token);
        Assert.True(whole.IsIntact, whole.Reason);
        Assert.Equal((28, 2, 3), (whole.Records, whole.Days, whole.Signatures));

        await days.Storage.RunAsync(statements);
        var result = await days.Storage.Audit.VerifyAsync(null, null, Token);

        Assert.Equal((first, kind), (result.FirstBadSequence ?? -1, result.Kind ?? (AuditFaultKind)(-1)));
    }

    [Theory]
    [EachDatabase]
    public async Task A_chain_computed_anew_is_not_signed(DatabaseDialect dialect)
    {
        await using var days = await ThreeDays.StartAsync(dialect, cluster);
        await days.Storage.RunAsync("UPDATE audit SET actor_name = 'mallory' WHERE sequence = 15");
        await RecomputeAsync(days.Storage, 15);

        // The day's own head still names the old end.
        var withOldHeads = await days.Storage.Audit.VerifyAsync(null, null, Token);
        Assert.Equal((12L, AuditFaultKind.Altered), (withOldHeads.FirstBadSequence, withOldHeads.Kind));

        await days.Storage.RunAsync(
            """
            UPDATE audit_day SET hash = (SELECT hash FROM audit WHERE sequence = last_sequence);
            UPDATE audit_head SET day_previous = (SELECT hash FROM audit WHERE sequence = 22);
            UPDATE audit_checkpoint SET hash = (SELECT hash FROM audit WHERE sequence = last_sequence), previous_hash = (SELECT hash FROM audit WHERE sequence = 22)
            """);
        var withNewHeads = await days.Storage.Audit.VerifyAsync(null, null, Token);
        Assert.Equal((12L, AuditFaultKind.BadSignature), (withNewHeads.FirstBadSequence, withNewHeads.Kind));
    }

    [Theory]
    [EachDatabase]
    public async Task A_trail_signed_by_another_key_fails_against_the_one_that_was_kept(DatabaseDialect dialect)
    {
        await using var days = await ThreeDays.StartAsync(dialect, cluster);
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var kept = AuditPublicKeys.TryParse(stranger.ExportSubjectPublicKeyInfoPem());

        var own = await days.Storage.Audit.VerifyAsync(null, null, Token);
        var result = await days.Storage.Audit.VerifyAsync(null, kept, Token);

        Assert.True(own.IsIntact, own.Reason);
        Assert.Equal(own.Keys, (await days.ReadKeysAsync()).Ids);
        Assert.Equal((1L, AuditFaultKind.BadSignature), (result.FirstBadSequence, result.Kind));
    }

    [Theory]
    [EachDatabase]
    public async Task A_trail_from_which_signed_records_were_cut_is_signed_no_further(DatabaseDialect dialect)
    {
        await using var days = await ThreeDays.StartAsync(dialect, cluster);
        await days.Storage.RunAsync("DELETE FROM audit WHERE sequence > 25; UPDATE audit_head SET sequence = 25, hash = (SELECT hash FROM audit WHERE sequence = 25)");
        await days.AddAsync(10);

        Assert.Equal(28, (await days.Storage.Get<IAuditDayStore>().FindCheckpointAsync(Token))?.Last);
        Assert.Contains(await days.Storage.ReadAuditAsync(), item => item.Entry.EventType == "audit.trail.cut");
        Assert.False((await days.Storage.Audit.VerifyAsync(null, null, Token)).IsIntact);
    }

    [Theory]
    [EachDatabase]
    public async Task A_restarted_gateway_signs_no_further_where_the_checkpoint_was_taken_from_signed_days(DatabaseDialect dialect)
    {
        await using var days = await ThreeDays.StartAsync(dialect, cluster);
        await days.Storage.RunAsync($"DELETE FROM audit_checkpoint; {CutDayTwo}");
        await using var restarted = await days.Storage.StartAnotherAsync();
        await restarted.Days.RunOnceAsync(Token);

        Assert.Null(await restarted.Get<IAuditDayStore>().FindCheckpointAsync(Token));
        Assert.Contains(await restarted.ReadAuditAsync(), item => item.Entry.EventType == "audit.trail.cut");
        Assert.False((await restarted.Audit.VerifyAsync(null, await days.ReadKeysAsync(), Token)).IsIntact);
    }

    [Theory]
    [EachDatabase]
    public async Task A_day_that_is_over_waits_for_its_signature_and_the_answer_says_so(DatabaseDialect dialect)
    {
        await using var days = await ThreeDays.StartAsync(dialect, cluster);
        days.Clock.Now += TimeSpan.FromDays(1);
        await days.Storage.Get<IAuditDayStore>().CloseAsync(Token);
        var waiting = await days.Storage.Audit.VerifyAsync(null, await days.ReadKeysAsync(), Token);
        await days.Storage.Days.RunOnceAsync(Token);
        var signed = await days.Storage.Audit.VerifyAsync(null, await days.ReadKeysAsync(), Token);

        Assert.True(waiting.IsIntact, waiting.Reason);
        Assert.Equal((3, "2026-11-23"), (waiting.Days, waiting.WaitingDay));
        Assert.True(signed.IsIntact, signed.Reason);
        Assert.Null(signed.WaitingDay);
    }

    [Fact]
    public async Task Two_gateways_sign_with_one_key()
    {
        await using var days = await ThreeDays.StartAsync(DatabaseDialect.PostgreSql, cluster);
        await using var second = await days.Storage.StartAnotherAsync();
        days.Clock.Now += TimeSpan.FromDays(1);
        await Task.WhenAll(days.Storage.Days.RunOnceAsync(Token), second.Days.RunOnceAsync(Token));

        Assert.Single(await second.Get<IAuditDayStore>().ListKeysAsync(Token));
        Assert.Single(await second.ReadAuditAsync(), item => item.Entry.EventType == "audit.day.signed" && item.Entry.ResourceName == "2026-11-23");
        var result = await second.Audit.VerifyAsync(null, await days.ReadKeysAsync(), Token);
        Assert.True(result.IsIntact, result.Reason);
    }

    [Theory]
    [EachDatabase]
    public async Task A_trail_older_than_days_is_verified_before_and_after_its_upgrade(DatabaseDialect dialect)
    {
        var clock = new SetClock(Samples.Start);
        await using var storage = await TestStorage.CreateAsync(dialect, cluster, clock);
        var old = MigrationScripts.Read(dialect).Where(migration => migration.Version < 7).ToList();
        await new DatabaseMigrator(storage.Database, old, clock, NullLogger<DatabaseMigrator>.Instance).MigrateAsync(Token);
        await using (var session = await storage.Database.OpenWriterAsync(Token))
        {
            var head = await session.BeginAsync(isDurable: true, Token);
            await session.AppendAsync([Samples.Exchange(1), Samples.Exchange(2)], head, Token);
            await session.CommitAsync(Token);
        }

        if (dialect == DatabaseDialect.Sqlite)
        {
            Assert.Equal(2, (await AuditVerifier.VerifyFileAsync(storage.Address, null, null, Token)).Records);
        }

        await storage.StartAsync();
        await storage.Days.RunOnceAsync(Token);
        clock.Now += TimeSpan.FromDays(1);
        await storage.Days.RunOnceAsync(Token);

        var result = await storage.Audit.VerifyAsync(null, null, Token);
        Assert.True(result.IsIntact, result.Reason);
        Assert.Equal((1, 1), (result.Days, (await storage.Get<IAuditDayStore>().ListClosedAsync(Token))[0].First));
    }

    private static string Swap(int one, int other) =>
        $"UPDATE audit SET sequence = 1000000 WHERE sequence = {one}; UPDATE audit SET sequence = {one} WHERE sequence = {other}; UPDATE audit SET sequence = {other} WHERE sequence = 1000000";

    /// <summary>What a forger does who can write the database and has the program.</summary>
    private static async Task RecomputeAsync(TestStorage storage, long first)
    {
        var records = await storage.ReadAuditAsync();
        var record = new AuditRecord();
        var previous = Convert.FromHexString(records.Single(item => item.Sequence == first - 1).Hash);
        foreach (var item in records.Where(item => item.Sequence >= first))
        {
            record.Fill(item.Entry, item.Sequence, previous);
            previous = record.Hash.ToArray();
            var hash = storage.Database.Dialect == DatabaseDialect.Sqlite ? $"x'{Convert.ToHexString(previous)}'" : $"decode('{Convert.ToHexString(previous)}', 'hex')";
            await storage.RunAsync($"UPDATE audit SET hash = {hash} WHERE sequence = {item.Sequence}; UPDATE audit_head SET hash = {hash}");
        }
    }
}
