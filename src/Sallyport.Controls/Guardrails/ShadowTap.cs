using System.Runtime.CompilerServices;
using Sallyport.Core.Exchanges;
using Sallyport.Detection;
using Sallyport.Detection.Masking;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Guardrails;

/// <summary>
/// Judges an answer as it passes by, by the policies in shadow mode. No frame is changed, dropped or held. A value that these policies would
/// have masked in the request is left out: enforced, they would see its placeholder.
/// </summary>
internal sealed class ShadowTap(DetectionEngine engine, CompiledPolicy shadow, Exchange exchange) : IDisposable
{
    private readonly List<ShadowChannel?> _channels = [];
    private readonly PlaceholderMap? _masked = ShadowGuard.StateOf(exchange)?.Masked;

    public void Dispose()
    {
        foreach (var channel in _channels)
        {
            channel?.Dispose();
        }
    }

    /// <summary>The same frames.</summary>
    internal static async IAsyncEnumerable<ResponseFrame> PassAsync(
        IAsyncEnumerable<ResponseFrame> frames, Exchange exchange, DetectionEngine engine, CompiledPolicy shadow, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var tap = new ShadowTap(engine, shadow, exchange);
        await foreach (var frame in frames.WithCancellation(cancellationToken))
        {
            if (frame.Bytes.Length >= InspectRequestStage.LargeBody)
            {
                await Task.Yield();
            }

            tap.Judge(frame);
            yield return frame;
        }

        tap.Complete();
    }

    private void Judge(ResponseFrame frame)
    {
        for (var index = 0; index < frame.Segments.Count; index++)
        {
            var segment = frame.Segments[index];
            if (segment.Channel == TextSegment.WholeText)
            {
                var text = segment.Text;
                Record(engine.Scan(text.Span, ScanDirection.Output, shadow), "answer", finding => text[finding.Start..finding.End].ToString());
                continue;
            }

            var channel = Channel(segment.Channel);
            Record(channel.Append(segment.Text.Span), Name(segment.Channel), channel.TextOf);
        }

        if (frame.EndsText)
        {
            Complete();
        }
    }

    private void Complete()
    {
        for (var index = 0; index < _channels.Count; index++)
        {
            if (_channels[index] is { } channel)
            {
                Record(channel.Complete(), Name(index), channel.TextOf);
                channel.Dispose();
                _channels[index] = null;
            }
        }
    }

    private static string Name(int channel) => $"stream channel {channel}";

    private void Record(ScanResult result, string location, Func<Finding, string> textOf) => ShadowGuard.Record(
        exchange, result, finding => finding.Entity is { } entity && _masked?.Holds(entity, textOf(finding)) == true, location, isResponse: true);

    private ShadowChannel Channel(int channel)
    {
        while (_channels.Count <= channel)
        {
            _channels.Add(null);
        }

        return _channels[channel] ??= new ShadowChannel(engine, shadow);
    }
}
