using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sallyport.Core.Auditing;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Limits;

namespace Sallyport.Controls.Audit;

/// <summary>Writes one audit entry for each address and minute whose refusals were too many for entries of their own; once more at the end.</summary>
internal sealed partial class StrangerSummaryService(StrangerRefusals strangers, IAuditLog log, IIdGenerator ids, TimeProvider clock, ILogger<StrangerSummaryService> logger) : BackgroundService
{
    /// <summary>The entries' type.</summary>
    internal const string EventType = "exchange.refusals_summarised";

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await FlushAsync();
        }
    }

    private async Task FlushAsync()
    {
        foreach (var summary in strangers.Take())
        {
            try
            {
                await log.AppendAsync(ToEntry(summary));
            }
            catch (Exception exception)
            {
                Log.SummaryLost(logger, summary.Count, summary.Address, exception);
            }
        }
    }

    private AuditEntry ToEntry(StrangerSummary summary) => new()
    {
        Time = clock.GetUtcNow(),
        EventType = EventType,
        RequestId = ids.NewId(),
        ActorType = "nobody",
        Result = ExchangeOutcome.Denied,
        SourceIp = summary.Address,
        Details = AuditDetails.Of(new { summary.Count, summary.First, summary.Last }),
    };

    private static partial class Log
    {
        [LoggerMessage(310, LogLevel.Error, "The entry for {Count} refusals of {Address} could not be written")]
        internal static partial void SummaryLost(ILogger logger, long count, string address, Exception exception);
    }
}
