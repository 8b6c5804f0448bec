using System.Diagnostics.CodeAnalysis;
using Sallyport.Core.Exchanges;
using Sallyport.Detection;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Guardrails;

/// <summary>
/// The frames of one answer between their arrival and their release. Order is kept over all channels: a frame leaves when every text in it
/// is certain and every frame before it has left. No frame is made up and none is dropped, but all that wait when the answer is refused.
/// <para>Bound: a channel holds back at most <see cref="JudgedChannel.MostHeld"/> characters; frames of other channels and without text
/// queue behind them, and past <see cref="MostFrames"/> or <see cref="MostBytes"/> the answer is refused as one that cannot be judged.</para>
/// </summary>
internal sealed class JudgedFrames(DetectionEngine engine, CompiledPolicy policy, Exchange exchange) : IDisposable
{
    internal const int MostFrames = 4096;
    internal const int MostBytes = 4 * 1024 * 1024;

    private readonly List<JudgedChannel?> _channels = [];
    private readonly Queue<ResponseFrame> _queue = new();
    private ResponseFrame? _newest;
    private int _bytes;

    public void Dispose()
    {
        foreach (var channel in _channels)
        {
            channel?.Dispose();
        }
    }

    /// <summary>Judges the next frame and takes it in; or says why the answer ends here.</summary>
    internal Denial? Add(ResponseFrame frame)
    {
        Denial? denial = null;
        for (var index = 0; index < frame.Segments.Count; index++)
        {
            // By number: an enumerator behind the interface is an allocation a frame.
            denial = Judge(frame.Segments[index], denial);
        }

        _newest = frame;
        _queue.Enqueue(frame);
        return denial ?? (frame.EndsText ? Complete() : null);
    }

    /// <summary>Gives out the next frame that is certain.</summary>
    internal bool TryTake([NotNullWhen(true)] out ResponseFrame? frame)
    {
        if (!_queue.TryPeek(out frame) || !IsCertain(frame))
        {
            return false;
        }

        _queue.Dequeue();
        _bytes -= frame.IsDetached ? Math.Min(_bytes, frame.Bytes.Length) : 0;
        for (var index = 0; index < frame.Segments.Count; index++)
        {
            if (frame.Segments[index].Channel is var channel and not TextSegment.WholeText)
            {
                _channels[channel]?.Release();
            }
        }

        return true;
    }

    /// <summary>Copies what the waiting frames borrow, before the next frame is asked for; or refuses what has grown too large to wait.</summary>
    internal Denial? Keep()
    {
        if (_newest is { IsDetached: false } frame && _queue.Count > 0)
        {
            _bytes += frame.Bytes.Length;
            frame.Detach();
        }

        return _queue.Count > MostFrames || _bytes > MostBytes ? GuardVerdict.Incomplete(isResponse: true) : null;
    }

    /// <summary>No text that has begun goes on: judges what was waiting for more, after which all is certain.</summary>
    internal Denial? Complete()
    {
        Denial? denial = null;
        for (var index = 0; index < _channels.Count; index++)
        {
            if (_channels[index] is { } channel)
            {
                var result = channel.Complete();
                denial = Decide(result, denial, (!Record(result, index) || result.Action != RuleAction.Redact || channel.TryCut(result)) && channel.TryCutKey());
                channel.Restart();
            }
        }

        return denial;
    }

    private Denial? Judge(TextSegment segment, Denial? denial)
    {
        var isWhole = segment.Channel == TextSegment.WholeText;
        var result = isWhole ? engine.Scan(segment.Text.Span, ScanDirection.Output, policy) : Channel(segment.Channel).Append(segment);
        if (!Record(result, segment.Channel))
        {
            return Decide(result, denial, isWhole || Channel(segment.Channel).TryCutKey());
        }

        var isCut = result.Action != RuleAction.Redact || (isWhole ? Redaction.TryApply(segment, result, default) : Channel(segment.Channel).TryCut(result));
        isCut &= isWhole || Channel(segment.Channel).TryCutKey();
        return Decide(result, denial, isCut);
    }

    private Denial? Decide(ScanResult result, Denial? denial, bool isCut = true)
    {
        denial ??= result.IsPartial && !policy.FailsOpen ? GuardVerdict.Incomplete(isResponse: true) : null;
        return denial ?? (result.Action == RuleAction.Block || !isCut ? GuardVerdict.Blocked(DenialCode.ResponseBlocked, result) : null);
    }

    /// <summary>Notes what a scan says. False when it found nothing.</summary>
    private bool Record(ScanResult result, int channel)
    {
        if (result.IsPartial)
        {
            PolicyCoverage.Record(exchange, policy, isPartial: true);
        }

        if (result.Findings.Count == 0)
        {
            return false;
        }

        WarningHeader.Add(exchange, result, isResponse: true);
        GuardVerdict.Record(exchange, result, channel == TextSegment.WholeText ? "answer" : $"stream channel {channel}", isResponse: true);
        return true;
    }

    private bool IsCertain(ResponseFrame frame)
    {
        for (var index = 0; index < frame.Segments.Count; index++)
        {
            var segment = frame.Segments[index];
            if (segment.Channel != TextSegment.WholeText && _channels[segment.Channel]?.IsCertain(segment) == false)
            {
                return false;
            }
        }

        return true;
    }

    private JudgedChannel Channel(int channel)
    {
        while (_channels.Count <= channel)
        {
            _channels.Add(null);
        }

        return _channels[channel] ??= new JudgedChannel(engine, policy);
    }
}
