using System.Runtime.CompilerServices;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Pipeline;
using Sallyport.Detection;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Guardrails;

/// <summary>
/// Judges the answer frame by frame. A text in fragments is scanned with a bounded tail of what came before, so that a match split over
/// many frames is found when its last part arrives; that part and all after it are withheld, what an earlier frame already delivered
/// cannot be called back. For the same reason a policy that redacts ends a stream instead.
/// </summary>
public sealed class InspectResponseStage(PolicyTable policies) : IResponseStage
{
    /// <inheritdoc />
    public IAsyncEnumerable<ResponseFrame> ApplyAsync(IAsyncEnumerable<ResponseFrame> frames, Exchange exchange, CancellationToken cancellationToken) =>
        policies.For(exchange.Proxy!) is { Policy: { } policy } && policy.IsActive(ScanDirection.Output)
            ? InspectAsync(frames, exchange, policy, cancellationToken)
            : frames;

    private async IAsyncEnumerable<ResponseFrame> InspectAsync(
        IAsyncEnumerable<ResponseFrame> frames, Exchange exchange, CompiledPolicy policy, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var channels = new ChannelScanners(policies.Engine, policy);
        await foreach (var frame in frames.WithCancellation(cancellationToken))
        {
            if (frame.Segments.Count > 0 && Inspect(frame, exchange, policy, channels) is { } denial)
            {
                exchange.Denial = denial;
                yield return ResponseFrame.Refusal(denial);
                yield break;
            }

            yield return frame;
        }

        exchange.AddDetector(GuardVerdict.Detector, DetectorState.Scanned);
    }

    private Denial? Inspect(ResponseFrame frame, Exchange exchange, CompiledPolicy policy, ChannelScanners channels)
    {
        Denial? denial = null;
        for (var index = 0; index < frame.Segments.Count; index++)
        {
            var segment = frame.Segments[index]; // by number: an enumerator behind the interface is an allocation a frame
            var result = segment.Channel == TextSegment.WholeText
                ? policies.Engine.Scan(segment.Text.Span, ScanDirection.Output, policy)
                : channels.Append(segment.Channel, segment.Text.Span);
            if (result.IsPartial)
            {
                exchange.AddDetector(GuardVerdict.Detector, DetectorState.Partial);
                denial ??= GuardVerdict.Incomplete(isResponse: true);
            }

            if (result.Findings.Count == 0)
            {
                continue;
            }

            GuardVerdict.Record(exchange, result, segment.Channel == TextSegment.WholeText ? "answer" : $"stream channel {segment.Channel}", isResponse: true);
            if (result.Action == RuleAction.Block || (result.Action == RuleAction.Redact && !Redaction.TryApply(segment, result, default)))
            {
                denial ??= GuardVerdict.Blocked(DenialCode.ResponseBlocked, result);
            }
        }

        return denial;
    }
}
