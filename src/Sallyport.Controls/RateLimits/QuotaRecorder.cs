using Sallyport.Core.Exchanges;
using Sallyport.Core.Pipeline;

namespace Sallyport.Controls.RateLimits;

/// <summary>Counts the model tokens of callers that have a limit of them. Nothing for all others.</summary>
public sealed class QuotaRecorder(QuotaTable quotas) : IExchangeRecorder
{
    /// <inheritdoc />
    public ValueTask RecordAsync(Exchange exchange)
    {
        if (exchange.Caller.Scope?.ModelTokensPerDay is not null && exchange.Usage is { } usage)
        {
            quotas.AddModelTokens(exchange.Caller.Id, usage.InputTokens + usage.OutputTokens);
        }

        return default;
    }
}
