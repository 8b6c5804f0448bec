using System.Runtime.CompilerServices;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Pipeline;
using Sallyport.Detection;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Guardrails;

/// <summary>
/// Judges the answer frame by frame, and lets nothing out that a rule which redacts or blocks may still claim: such text is held back with
/// all behind it until the match completes or fails, at most 520 characters a channel and never by time. A block then ends the stream
/// with none of the match sent; a redaction replaces it. Where nothing is under way frames pass at once. While text is held, the upstream's
/// idle timeout still bounds how long a silent stream may last.
/// </summary>
/// <remarks>Limits: of encoded text the beginning may be out before it can be decoded; of a rule whose matches begin with anything (a host
/// name) what stands before its distinctive part; of weak rules that only count together the earlier ones.</remarks>
public sealed class InspectResponseStage(PolicyTable policies) : IResponseStage
{
    /// <inheritdoc />
    public IAsyncEnumerable<ResponseFrame> ApplyAsync(IAsyncEnumerable<ResponseFrame> frames, Exchange exchange, CancellationToken cancellationToken) =>
        InspectRequestStage.PolicyOf(exchange) is var policy && policy.IsActive(ScanDirection.Output)
            ? InspectAsync(frames, exchange, policies.Engine, policy, cancellationToken)
            : frames;

    internal static async IAsyncEnumerable<ResponseFrame> InspectAsync(
        IAsyncEnumerable<ResponseFrame> frames, Exchange exchange, DetectionEngine engine, CompiledPolicy policy, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var judged = new JudgedFrames(engine, policy, exchange);
        await foreach (var frame in frames.WithCancellation(cancellationToken))
        {
            if (frame.Bytes.Length >= InspectRequestStage.LargeBody)
            {
                await Task.Yield();
            }

            var refused = judged.Add(frame);
            while (refused is null && judged.TryTake(out var ready))
            {
                yield return ready;
            }

            if ((refused ?? judged.Keep()) is { } denial)
            {
                exchange.Denial = denial;
                yield return ResponseFrame.Refusal(denial);
                yield break;
            }
        }

        if (judged.Complete() is { } late)
        {
            exchange.Denial = late;
            yield return ResponseFrame.Refusal(late);
            yield break;
        }

        while (judged.TryTake(out var rest))
        {
            yield return rest;
        }

        exchange.AddDetector(GuardVerdict.Detector, DetectorState.Scanned);
    }
}
