using System.Diagnostics.CodeAnalysis;
using Sallyport.Core.Exchanges;
using Sallyport.Detection.Masking;

namespace Sallyport.Controls.Masking;

/// <summary>
/// The frames of one answer between their arrival and their release. Order is kept: a frame leaves when every text in it is settled
/// and every frame before it has left. No frame is made up and none is dropped: a placeholder that spans frames is put together in the
/// frame where it began, and taken out of the later ones.
/// <para>Bound: a channel holds at most the characters of the longest placeholder in use, so at most that many frames; other channels'
/// frames queue behind them, and past <see cref="MaxFrames"/> everything is released unrestored rather than held.</para>
/// </summary>
internal sealed class HeldFrames(PlaceholderMap map)
{
    internal const int MaxFrames = 1024;

    private readonly List<ChannelRestorer?> _channels = [];
    private readonly Queue<HeldFrame> _queue = new();

    /// <summary>Takes the next frame in.</summary>
    internal void Add(ResponseFrame frame)
    {
        if (_queue.Count >= MaxFrames)
        {
            Complete();
        }

        var held = new HeldFrame(frame);
        for (var index = 0; index < frame.Segments.Count; index++)
        {
            var segment = frame.Segments[index];
            if (segment.IsReadOnly)
            {
                continue;
            }

            if (segment.Channel == TextSegment.WholeText)
            {
                Restore(segment);
            }
            else
            {
                Channel(segment).Append(held, segment);
            }
        }

        _queue.Enqueue(held);
        if (frame.EndsText)
        {
            // After its own texts: some providers send the last words together with the reason to stop.
            Complete();
        }
    }

    /// <summary>Gives out the next frame that is settled.</summary>
    internal bool TryTake([NotNullWhen(true)] out ResponseFrame? frame)
    {
        if (_queue.TryPeek(out var held) && held.Unsettled == 0)
        {
            frame = _queue.Dequeue().Frame;
            return true;
        }

        frame = null;
        return false;
    }

    /// <summary>Copies what the waiting frames borrow, before the next frame is asked for.</summary>
    internal void Keep()
    {
        foreach (var held in _queue)
        {
            held.Frame.Detach();
        }
    }

    /// <summary>No more text will come: what waited for its rest is let go as it is.</summary>
    internal void Complete()
    {
        foreach (var channel in _channels)
        {
            channel?.Complete();
        }
    }

    private void Restore(TextSegment segment)
    {
        segment.BecomesNumber = segment.MayBecomeNumber && map.IsNumber(segment.Current.Span);
        segment.Replacement = PlaceholderRestorer.Restore(segment.Current.Span, map, segment.IsJsonText) ?? segment.Replacement;
    }

    private ChannelRestorer Channel(TextSegment segment)
    {
        while (_channels.Count <= segment.Channel)
        {
            _channels.Add(null);
        }

        return _channels[segment.Channel] ??= new ChannelRestorer(new StreamRestorer(map, segment.IsJsonText));
    }
}
