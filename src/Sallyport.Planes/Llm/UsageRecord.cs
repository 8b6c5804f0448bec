using Sallyport.Core.Exchanges;
using Sallyport.Protocols.Llm;

namespace Sallyport.Planes.Llm;

/// <summary>
/// What an exchange used: the provider's figures, or an estimate, marked as one, where an answer was cut off before they came. An
/// estimate counts four characters of text as one token; it bills more than nothing, which is what an abandoned stream would otherwise cost.
/// </summary>
internal static class UsageRecord
{
    private const int CharsPerToken = 4;

    internal static TokenUsage? Of(Exchange exchange, LlmExchange state)
    {
        var tokens = state.Tokens;
        if (!state.Format.IsMetered || exchange.Answer is not { Status: >= 200 and < 300 })
        {
            return null;
        }

        if (!tokens.IsKnown)
        {
            return new TokenUsage { InputTokens = Estimate(exchange.Request?.TextLength ?? 0), OutputTokens = Estimate(state.OutputChars), IsEstimated = true };
        }

        // A stream that ended early may have told its input, but the output only up to then.
        var isPartial = state.IsEventStream && tokens.Output < Estimate(state.OutputChars) && exchange.Answer.FinishReason is null or "in_progress";
        return new TokenUsage
        {
            InputTokens = tokens.Input(state.Format),
            OutputTokens = isPartial ? Estimate(state.OutputChars) : tokens.Output,
            CachedInputTokens = tokens.Cached,
            CacheWriteTokens = tokens.CacheWrite,
            ReasoningTokens = tokens.Reasoning,
            IsEstimated = isPartial,
        };
    }

    private static long Estimate(long chars) => (chars + CharsPerToken - 1) / CharsPerToken;
}
