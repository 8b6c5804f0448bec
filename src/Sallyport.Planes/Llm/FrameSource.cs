using System.Text;
using Sallyport.Core.Exchanges;
using Sallyport.Protocols.Json;

namespace Sallyport.Planes.Llm;

/// <summary>Hands out the same frame and segments again and again, and new ones after a stage has kept them.</summary>
internal sealed class FrameSource
{
    private readonly List<TextSegment> _segments = [];
    private ResponseFrame _frame = new();
    private int _used;

    /// <summary>An empty frame. Ends the validity of the one before.</summary>
    internal ResponseFrame Next()
    {
        _used = 0;
        if (_frame.IsDetached)
        {
            _frame = new ResponseFrame();
            _segments.Clear();
        }
        else
        {
            _frame.Reset();
        }

        return _frame;
    }

    /// <summary>Adds a text to the frame handed out last.</summary>
    internal void Add(in FoundText text, char[] chars, ReadOnlySpan<byte> json, int channel, int offset)
    {
        if (_used == _segments.Count)
        {
            _segments.Add(new TextSegment());
        }

        var segment = _segments[_used++];
        Fill(segment, text, chars, json, channel, offset);
        _frame.Add(segment);
    }

    internal static void Fill(TextSegment segment, in FoundText text, char[] chars, ReadOnlySpan<byte> json, int channel, int offset)
    {
        // FieldRole's first eight words are TextRole's; a test holds them together.
        segment.Role = (TextRole)text.Role;
        segment.Channel = channel;
        segment.IsJsonText = text.IsJsonText;
        segment.IsReadOnly = text.IsReadOnly;
        segment.Start = text.Start + offset;
        segment.Length = text.Length;
        segment.Text = chars.AsMemory(text.TextStart, text.TextLength);
        segment.IsNumber = text.IsNumber;
        segment.Name = text.IsNumber ? Encoding.UTF8.GetString(json.Slice(text.NameStart, text.NameLength)) : "";
        segment.MayBecomeNumber = text.IsFreeValue && text.Role == FieldRole.ToolCall && !text.IsJsonText;
        segment.BecomesNumber = false;
        segment.Replacement = null;
    }
}
