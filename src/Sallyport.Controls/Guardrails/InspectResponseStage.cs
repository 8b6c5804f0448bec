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
/// <remarks>Limits: of base64, base32 and hex, which are held from sixteen characters in a row on, up to fifteen may be out before, and of
/// what is longer than 520 all but the last 520; of text with other escapes the beginning may be out. A redaction that comes too late blocks instead. Of a rule
/// of one's own whose matches begin with anything what stands before its distinctive part may be out; of weak rules that only count together
/// the earlier ones. Of the shipped rules none begins with anything.</remarks>
public sealed class InspectResponseStage : IResponseStage
{
    /// <inheritdoc />
    public IAsyncEnumerable<ResponseFrame> ApplyAsync(IAsyncEnumerable<ResponseFrame> frames, Exchange exchange, CancellationToken cancellationToken)
    {
        if (ShadowGuard.StateOf(exchange) is { Policy: var shadow } state && shadow.IsActive(ScanDirection.Output))
        {
            // Before the policies that act: what they end or hold back is still judged.
            frames = ShadowTap.PassAsync(frames, exchange, state.Engine, shadow, cancellationToken);
        }

        return InspectRequestStage.PolicyOf(exchange) is var policy && policy.IsActive(ScanDirection.Output)
            ? InspectAsync(frames, exchange, InspectRequestStage.EngineOf(exchange), policy, cancellationToken)
            : frames;
    }

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

        PolicyCoverage.Record(exchange, policy, isPartial: false);
    }
}
