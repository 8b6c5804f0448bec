using Sallyport.Controls.Audit.Days;
using Sallyport.Controls.Audit.Signing;
using Sallyport.Core.Auditing;
using Sallyport.Storage.Databases;
using Xunit;

namespace Sallyport.IntegrationTests.Storage;

/// <summary>
/// A trail of three days: records 1 to 11 (the last is the key's own), 12 to 22 (the last says that the first day is signed) and, still open,
/// 23 to 28.
/// </summary>
internal sealed class ThreeDays : IAsyncDisposable
{
    private ThreeDays(TestStorage storage, SetClock clock) => (Storage, Clock) = (storage, clock);

    public TestStorage Storage { get; }

    public SetClock Clock { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<ThreeDays> StartAsync(DatabaseDialect dialect, PostgreSqlCluster cluster)
    {
        var clock = new SetClock(Samples.Start);
        var days = new ThreeDays(await TestStorage.StartAsync(dialect, cluster, clock), clock);
        await days.AddAsync(10);
        await days.NextDayAsync(10);
        await days.NextDayAsync(5);
        return days;
    }

    public Task NextDayAsync(int records)
    {
        Clock.Now += TimeSpan.FromDays(1);
        return AddAsync(records);
    }

    /// <summary>Stores records, every fifth a change and every tenth a sign-in, then signs what is due.</summary>
    public async Task AddAsync(int records)
    {
        for (var i = 1; i <= records; i++)
        {
            var entry = i % 10 == 0 ? Samples.Change("auth.login") : i % 5 == 0 ? Samples.Change("proxy.updated") : Samples.Exchange(i);
            await Storage.Log.AppendAsync(entry with { Time = Clock.Now });
        }

        await Storage.Log.FlushAsync(Token);
        await Storage.Days.RunOnceAsync(Token);
    }

    /// <summary>The public half of the key, as an auditor keeps it.</summary>
    public async Task<AuditPublicKeys> ReadKeysAsync()
    {
        var keys = await Storage.Get<IAuditDayStore>().ListKeysAsync(Token);
        return AuditPublicKeys.TryParse(string.Join('\n', keys.Select(key => key.PublicKey))) ?? throw new InvalidOperationException("The trail has no key.");
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Storage.DisposeAsync();
}
