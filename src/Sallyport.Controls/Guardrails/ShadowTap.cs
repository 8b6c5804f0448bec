using System.Runtime.CompilerServices;
using Sallyport.Core.Exchanges;
using Sallyport.Detection;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Guardrails;

/// <summary>Judges an answer as it passes by, by the policies in shadow mode. No frame is changed, dropped or held.</summary>
internal sealed class ShadowTap(DetectionEngine engine, CompiledPolicy shadow, Exchange exchange) : IDisposable
{
    private readonly List<WindowedScanner?> _channels = [];

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
            var result = segment.Channel == TextSegment.WholeText
                ? engine.Scan(segment.Text.Span, ScanDirection.Output, shadow)
                : Channel(segment.Channel).Append(segment.Text.Span);
            Record(result, segment.Channel);
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
                Record(channel.Complete(), index);
                channel.Dispose();
                _channels[index] = null;
            }
        }
    }

    private void Record(ScanResult result, int channel) =>
        ShadowGuard.Record(exchange, result, result.Findings.Count == 0 ? "" : channel == TextSegment.WholeText ? "answer" : $"stream channel {channel}", isResponse: true);

    private WindowedScanner Channel(int channel)
    {
        while (_channels.Count <= channel)
        {
            _channels.Add(null);
        }

        return _channels[channel] ??= engine.OpenWindow(shadow, ScanDirection.Output);
    }
}
