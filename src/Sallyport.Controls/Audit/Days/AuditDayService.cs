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

        foreach (var day in await store.ListClosedAsync(cancellationToken))
        {
            if (day.Signature is null)
            {
                await SignAsync(day, cancellationToken);
            }
        }

        if (await store.FindOpenAsync(cancellationToken) is { } open && open.Last != _signed?.Last)
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
        var newest = _signed is { } own && own.Last > (stored?.Last ?? 0) ? own : stored;
        if (newest is null || await store.ContainsAsync(newest.Last, newest.Hash, cancellationToken))
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

        [LoggerMessage(322, LogLevel.Critical, "Audit record {Sequence}, which was signed, is gone or another one: the trail was cut or changed, and is not signed any further. Compare it with a backup")]
        internal static partial void Cut(ILogger logger, long sequence);
    }
}
