using Sallyport.Core.Exchanges;
using Sallyport.Detection.Masking;

namespace Sallyport.Controls.Masking;

/// <summary>Restores one channel of a stream and keeps track of which fragments are not settled yet.</summary>
internal sealed class ChannelRestorer(StreamRestorer restorer)
{
    private readonly List<(HeldFrame Frame, TextSegment Segment)> _open = [];

    /// <summary>The number of the first fragment in <see cref="_open"/>.</summary>
    private int _first;

    internal void Append(HeldFrame frame, TextSegment segment)
    {
        frame.Unsettled++;
        _open.Add((frame, segment));
        Settle(restorer.Append(segment.Current.Span));
    }

    internal void Complete() => Settle(restorer.Complete());

    private void Settle(StreamRestore step)
    {
        foreach (var (index, text) in step.Edits)
        {
            _open[index - _first].Segment.Replacement = text;
        }

        var settled = step.ReleasedThrough - _first + 1;
        for (var i = 0; i < settled; i++)
        {
            _open[i].Frame.Unsettled--;
        }

        if (settled > 0)
        {
            _open.RemoveRange(0, settled);
            _first += settled;
        }
    }
}
