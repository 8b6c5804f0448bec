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
            var denial = frame.Segments.Count > 0 ? Inspect(frame, exchange, policy, channels) : null;
            if ((denial ?? (frame.EndsText ? Complete(exchange, channels) : null)) is { } refused)
            {
                exchange.Denial = refused;
                yield return ResponseFrame.Refusal(refused);
                yield break;
            }

            yield return frame;
        }

        if (Complete(exchange, channels) is { } late)
        {
            exchange.Denial = late;
            yield return ResponseFrame.Refusal(late);
            yield break;
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
            denial ??= result.IsPartial ? GuardVerdict.Incomplete(isResponse: true) : null;
            if (!Record(exchange, result, segment.Channel))
            {
                continue;
            }

            if (result.Action == RuleAction.Block || (result.Action == RuleAction.Redact && !Redaction.TryApply(segment, result, default)))
            {
                denial ??= GuardVerdict.Blocked(DenialCode.ResponseBlocked, result);
            }
        }

        return denial;
    }

    /// <summary>Judges what was waiting for more text. In time only before the last frame leaves.</summary>
    private static Denial? Complete(Exchange exchange, ChannelScanners channels)
    {
        Denial? denial = null;
        for (var channel = 0; channel < channels.Count; channel++)
        {
            var result = channels.Complete(channel);
            denial ??= result.IsPartial ? GuardVerdict.Incomplete(isResponse: true) : null;
            if (Record(exchange, result, channel) && result.Action is (RuleAction.Block or RuleAction.Redact))
            {
                denial ??= GuardVerdict.Blocked(DenialCode.ResponseBlocked, result);
            }
        }

        return denial;
    }

    /// <summary>Notes what a scan says. False when it found nothing.</summary>
    private static bool Record(Exchange exchange, ScanResult result, int channel)
    {
        if (result.IsPartial)
        {
            exchange.AddDetector(GuardVerdict.Detector, DetectorState.Partial);
        }

        if (result.Findings.Count == 0)
        {
            return false;
        }

        GuardVerdict.Record(exchange, result, channel == TextSegment.WholeText ? "answer" : $"stream channel {channel}", isResponse: true);
        return true;
    }
}
