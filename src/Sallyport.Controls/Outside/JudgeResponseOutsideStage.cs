using System.Runtime.CompilerServices;
using Sallyport.Controls.Guardrails;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Pipeline;
using Sallyport.Detection;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Outside;

/// <summary>
/// Asks outside detectors about the answer, where its policies say so. A check that blocks or warns holds the whole answer, streams too, until
/// the verdict is there: an outside detector judges whole texts, and what has left cannot be taken back. Checks that only monitor or flag
/// hold nothing; they are asked when the answer has ended. Sees placeholders, as the guards before it.
/// </summary>
public sealed class JudgeResponseOutsideStage(OutsideJudge judge) : IResponseStage
{
    /// <inheritdoc />
    public IAsyncEnumerable<ResponseFrame> ApplyAsync(IAsyncEnumerable<ResponseFrame> frames, Exchange exchange, CancellationToken cancellationToken)
    {
        var checks = InspectRequestStage.PolicyOf(exchange).Outside;
        return checks.Count == 0 ? frames : Apply(frames, exchange, [.. checks.Where(check => check.On[0] == ScanDirection.Output)], cancellationToken);
    }

    private IAsyncEnumerable<ResponseFrame> Apply(IAsyncEnumerable<ResponseFrame> frames, Exchange exchange, List<OutsideCheck> checks, CancellationToken cancellationToken) =>
        checks.Count == 0 ? frames : JudgeAsync(frames, exchange, checks, cancellationToken);

    private async IAsyncEnumerable<ResponseFrame> JudgeAsync(
        IAsyncEnumerable<ResponseFrame> frames, Exchange exchange, List<OutsideCheck> checks, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var answer = new HeldAnswer(exchange, checks.Exists(check => check.Action >= RuleAction.Warn));
        await foreach (var frame in frames.WithCancellation(cancellationToken))
        {
            if (frame.Denial is not null)
            {
                // Refused already: what is held stays here, and nobody is asked.
                yield return frame;
                yield break;
            }

            if (!answer.TryAdd(frame))
            {
                // Too long is a fault that fails closed, also where the policy fails open for outages.
                if (checks.Exists(check => check.Action == RuleAction.Block))
                {
                    break;
                }

                answer.LetGo();
            }

            while (answer.TryTake(out var ready))
            {
                yield return ready;
            }
        }

        // An answer that has left to its end is judged although its reader hangs up with the last word: else that would be a way around the
        // mark. One who hangs up sooner ends the loop above: nobody is asked, and the exchange is recorded as aborted.
        var patience = answer.IsHeld ? cancellationToken : CancellationToken.None;
        if (await judge.JudgeAsync(exchange, checks, _ => answer.Texts(), answer.IsWhole, patience) is { } denial && answer.IsHeld)
        {
            exchange.Denial = denial;
            yield return ResponseFrame.Refusal(denial);
            yield break;
        }

        answer.LetGo();
        while (answer.TryTake(out var rest))
        {
            yield return rest;
        }
    }
}
