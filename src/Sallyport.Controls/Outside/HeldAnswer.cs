using System.Diagnostics.CodeAnalysis;
using System.Text;
using Sallyport.Core.Exchanges;

namespace Sallyport.Controls.Outside;

/// <summary>
/// An answer on its way to an outside detector: its texts, each in one piece however it was streamed, and its frames where they are held.
/// Bound: <see cref="MostBytes"/> of frames, <see cref="MostFrames"/> of them, and as many characters; and the exchanges' common budget.
/// </summary>
internal sealed class HeldAnswer(Exchange exchange, bool isHeld)
{
    internal const int MostBytes = 4 * 1024 * 1024;
    internal const int MostFrames = 16 * 1024;

    private readonly Queue<ResponseFrame> _frames = new();
    private readonly List<(TextRole Role, bool IsJson, StringBuilder Text)> _texts = [];
    private readonly Dictionary<int, int> _channels = [];
    private int _bytes;
    private long _characters;
    private bool _isLetGo = !isHeld;

    /// <summary>Whether the caller has seen nothing yet.</summary>
    internal bool IsHeld => !_isLetGo;

    /// <summary>Whether every text is here.</summary>
    internal bool IsWhole { get; private set; } = true;

    /// <summary>Takes a frame in, also one that cannot be held. False where it is more than can be.</summary>
    internal bool TryAdd(ResponseFrame frame)
    {
        for (var index = 0; index < frame.Segments.Count; index++)
        {
            Note(frame.Segments[index]);
        }

        _frames.Enqueue(frame);
        if (_isLetGo)
        {
            return true;
        }

        _bytes += frame.Bytes.Length;
        frame.Detach();
        // The frame's own copy, and its texts in UTF-16.
        return IsWhole = IsWhole && _bytes <= MostBytes && _frames.Count <= MostFrames && exchange.TryHold(3L * frame.Bytes.Length);
    }

    /// <summary>Holds no longer.</summary>
    internal void LetGo() => _isLetGo = true;

    /// <summary>The next frame that may leave.</summary>
    internal bool TryTake([NotNullWhen(true)] out ResponseFrame? frame)
    {
        frame = null;
        return _isLetGo && _frames.TryDequeue(out frame);
    }

    /// <summary>The texts so far.</summary>
    internal IReadOnlyList<OutsideText> Texts() =>
        [.. _texts.Select(text => new OutsideText(text.Role, text.Text.ToString()) { IsJson = text.IsJson }).Where(text => !string.IsNullOrWhiteSpace(text.Text))];

    private void Note(TextSegment segment)
    {
        var text = segment.Current.Span;
        _characters += text.Length;
        if (segment.IsNumber || !IsWhole)
        {
            return;
        }

        if (_characters > MostBytes || !exchange.TryHold(sizeof(char) * (long)text.Length))
        {
            IsWhole = false;
            return;
        }

        if (segment.Channel == TextSegment.WholeText || !_channels.TryGetValue(segment.Channel, out var known))
        {
            known = _texts.Count;
            _texts.Add((segment.Role, segment.IsJsonText, new StringBuilder()));
            if (segment.Channel != TextSegment.WholeText)
            {
                _channels[segment.Channel] = known;
            }
        }

        _texts[known].Text.Append(text);
    }
}
