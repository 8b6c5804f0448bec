using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sallyport.Controls.Audit.Days;
using Sallyport.Controls.Audit.Signing;
using Sallyport.Core.Auditing;

namespace Sallyport.Controls.Audit.Retention;

/// <summary>
/// Removes what is older than its rule says: one kind of records from one closed and signed day at a time. What is left still verifies, because a signed
/// tombstone says what went. Several gateways on one database may all do so: the first one's tombstone stays.
/// </summary>
internal sealed partial class AuditRetentionService(
    IAuditDayStore days, IAuditRetentionStore store, AuditSigner signer, TimeProvider clock, IOptions<AuditOptions> options, ILogger<AuditRetentionService> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Does now what is due.</summary>
    internal async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var tombstones = await store.ListTombstonesAsync(cancellationToken);
        foreach (var begun in tombstones.Where(tombstone => !tombstone.IsDone))
        {
            await store.RemoveAsync(begun, cancellationToken);
        }

        var kinds = AuditKinds.All.Select(kind => (Kind: kind, Days: options.Value.DaysOf(kind))).Where(rule => rule.Days > 0).ToList();
        if (kinds.Count == 0)
        {
            return;
        }

        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var done = tombstones.Select(tombstone => (tombstone.Date, tombstone.Kind)).ToHashSet();
        var holds = await store.ListHoldsAsync(cancellationToken);
        foreach (var day in (await days.ListClosedAsync(cancellationToken)).Where(day => day.Signature is not null && !holds.Any(hold => hold.Covers(day.Date))))
        {
            foreach (var (kind, kept) in kinds.Where(rule => day.Date.AddDays(rule.Days) < today && !done.Contains((day.Date, rule.Kind))))
            {
                await RemoveAsync(day, kind, kept, cancellationToken);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(logger, exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task RemoveAsync(AuditDay day, string kind, int kept, CancellationToken cancellationToken)
    {
        var gaps = await store.FindGapsAsync(day, kind, cancellationToken);
        var records = gaps.Sum(gap => gap.Last - gap.First + 1);
        var unsigned = new AuditTombstone
        {
            Date = day.Date,
            Kind = kind,
            Records = records,
            Gaps = AuditTombstone.DigestOf(gaps),
            Head = day.Hash,
            Rule = string.Create(CultureInfo.InvariantCulture, $"{kind} kept for {kept} days"),
            IsDone = records == 0,
            Signature = new AuditSignature("", default, ""),
        };
        var tombstone = unsigned with { Signature = await signer.SignAsync(unsigned.Statement, cancellationToken) };
        var audit = RequestActor.System.Entry(clock.GetUtcNow(), "audit.day.removed", "audit_day", day.Name, day.Name) with
        {
            Details = AuditDetails.Of(new { kind, records, tombstone.Rule, tombstone.Head, tombstone.Gaps }),
        };
        if (await store.BuryAsync(tombstone, gaps, audit, cancellationToken))
        {
            Log.Removing(logger, records, kind, day.Name);
            await store.RemoveAsync(tombstone, cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(330, LogLevel.Error, "The audit trail's retention failed; trying again in an hour")]
        internal static partial void Failed(ILogger logger, Exception exception);

        [LoggerMessage(331, LogLevel.Information, "Removing {Records} audit records ({Kind}) of {Day} by its retention rule")]
        internal static partial void Removing(ILogger logger, long records, string kind, string day);
    }
}
