using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sallyport.Controls.Audit.Signing;
using Sallyport.Core.Auditing;

namespace Sallyport.Controls.Audit.Days;

/// <summary>
/// Closes the day when it is over, signs closed days, and signs from time to time how far the open one has come. Several gateways on one database
/// may all do so: the first one's signature stays.
/// </summary>
/// <remarks>What is signed is where the chain ends, not a proof that nothing before it was changed since the last signature: the verifier finds that.</remarks>
internal sealed partial class AuditDayService(
    IAuditDayStore store, AuditSigner signer, IAuditLog log, TimeProvider clock, IOptions<AuditOptions> options, ILogger<AuditDayService> logger) : BackgroundService
{
    private AuditDay? _signed;
    private bool _isCutKnown;

    /// <summary>Does now what is due.</summary>
    internal async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        await store.CloseAsync(cancellationToken);
        if (!await HoldsAsync(cancellationToken))
        {
            return;
        }

        var unsigned = await ListUnsignedAsync(cancellationToken);
        if (unsigned.Count > 0 && await store.FindCheckpointAsync(cancellationToken) is null)
        {
            // First of all, so that a signed day without a checkpoint is always one from which it was taken.
            await SignAsync(unsigned[0] with { IsClosed = false }, cancellationToken);
        }

        foreach (var day in unsigned)
        {
            await SignAsync(day, cancellationToken);
        }

        // The day may have ended since: it is signed before what comes after it.
        if (await store.FindOpenAsync(cancellationToken) is { } open && open.Last != _signed?.Last && (await ListUnsignedAsync(cancellationToken)).Count == 0)
        {
            await SignAsync(open, cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SigningInterval, clock);
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

    /// <summary>Signing a trail from which signed records are gone would make the cut look right: it stays as it is for whoever verifies it.</summary>
    private async Task<bool> HoldsAsync(CancellationToken cancellationToken)
    {
        var stored = await store.FindCheckpointAsync(cancellationToken);
        var closed = stored is null ? (await store.ListClosedAsync(cancellationToken)).LastOrDefault(day => day.Signature is not null) : null;
        var newest = _signed is { } own && own.Last > (stored?.Last ?? 0) ? own : stored ?? closed;
        // The first signature of all is a checkpoint, so one that is missing beside others was removed: what it named may be gone as well.
        if (newest is null || (stored is not null && await store.ContainsAsync(newest.Last, newest.Hash, cancellationToken)))
        {
            return true;
        }

        if (!_isCutKnown)
        {
            _isCutKnown = true;
            Log.Cut(logger, newest.Last);
            await log.AppendAsync(RequestActor.System.Entry(clock.GetUtcNow(), "audit.trail.cut", "audit", "trail", "trail") with
            {
                Result = "failure",
                Details = AuditDetails.Of(new { lost = $"{newest.Last}:{newest.Hash}" }),
            });
        }

        return false;
    }

    private async Task<IReadOnlyList<AuditDay>> ListUnsignedAsync(CancellationToken cancellationToken) =>
        [.. (await store.ListClosedAsync(cancellationToken)).Where(day => day.Signature is null)];

    private async Task SignAsync(AuditDay day, CancellationToken cancellationToken)
    {
        var signed = day with { Signature = await signer.SignAsync(day.Statement, cancellationToken) };
        var audit = day.IsClosed
            ? [RequestActor.System.Entry(clock.GetUtcNow(), "audit.day.signed", "audit_day", day.Name, day.Name) with { Details = AuditDetails.Of(new { day.First, day.Last, day.Hash, signed.Signature }) }]
            : Array.Empty<AuditEntry>();
        await store.SignAsync(signed, audit, cancellationToken);
        _signed = signed;
    }

    private static partial class Log
    {
        [LoggerMessage(321, LogLevel.Error, "The audit trail's head could not be signed; trying again")]
        internal static partial void Failed(ILogger logger, Exception exception);

        [LoggerMessage(322, LogLevel.Critical, "Audit record {Sequence}, which was signed, or the signature that named it, is gone or another one: the trail was cut or changed, and is not signed any further. Compare it with a backup")]
        internal static partial void Cut(ILogger logger, long sequence);
    }
}
