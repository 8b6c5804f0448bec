using System.Buffers;

namespace Sallyport.Protocols.Sse;

/// <summary>
/// Cuts a byte stream into server-sent events (HTML living standard, 9.2.6) without copying. Knows LF, CRLF and CR, comments,
/// several data lines, a byte order mark, and events split at any byte. Bytes looked at once are not looked at again, so an
/// event that arrives byte by byte costs linear time. The caller bounds the event's size: it owns the buffer.
/// </summary>
public sealed class SseFramer
{
    private static readonly SearchValues<byte> LineEnds = SearchValues.Create("\r\n"u8);

    private static readonly SearchValues<byte> NameBytes = SearchValues.Create("-._0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private bool _isStarted;
    private int _scanned;
    private int _lineStart;
    private SseEvent _event;

    /// <summary>Reads the event at the start of the buffer.</summary>
    /// <param name="buffer">All bytes from the event's first on.</param>
    /// <param name="isFinal">Whether no more bytes will come; the rest is then an event that was cut off.</param>
    /// <param name="read">The event, where the result says there is one.</param>
    public SseReadStatus TryRead(ReadOnlySpan<byte> buffer, bool isFinal, out SseEvent read)
    {
        read = default;
        if (!SkipByteOrderMark(buffer, isFinal))
        {
            return SseReadStatus.NeedMore;
        }

        while (TryFindLineEnd(buffer, isFinal, out var lineEnd, out var next))
        {
            var isBlank = lineEnd == _lineStart;
            ReadField(buffer, lineEnd);
            _lineStart = next;
            _scanned = next;
            if (isBlank)
            {
                read = Complete(next, isCutOff: false);
                return SseReadStatus.Event;
            }
        }

        if (!isFinal || buffer.IsEmpty)
        {
            return SseReadStatus.NeedMore;
        }

        ReadField(buffer, buffer.Length);
        read = Complete(buffer.Length, isCutOff: true);
        return SseReadStatus.Event;
    }

    /// <summary>
    /// Writes an event as its plain name and one data line. The line feeds between several become spaces, so this is for JSON payloads
    /// only, where both are white space. An event without data becomes an empty comment, which keeps the connection alive as it did.
    /// </summary>
    public static void Join(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        bytes = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        var isFirst = true;
        var payload = new ArrayBufferWriter<byte>(bytes.Length);
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOfAny(LineEnds);
            var line = end < 0 ? bytes : bytes[..end];
            if (TryField(line, "data"u8, out var start))
            {
                payload.Write(isFirst ? ""u8 : " "u8);
                payload.Write(line[start..]);
                isFirst = false;
            }
            else if (TryField(line, "event"u8, out start) && !line[start..].ContainsAnyExcept(NameBytes))
            {
                output.Write(line);
                output.Write("\n"u8);
            }

            bytes = end < 0 ? [] : bytes[(end + 1)..];
        }

        if (isFirst)
        {
            output.Write(":\n\n"u8);
            return;
        }

        output.Write("data: "u8);
        output.Write(payload.WrittenSpan);
        output.Write("\n\n"u8);
    }

    private bool SkipByteOrderMark(ReadOnlySpan<byte> buffer, bool isFinal)
    {
        if (_isStarted)
        {
            return true;
        }

        var mark = "\uFEFF"u8;
        if (!isFinal && buffer.Length < mark.Length && mark.StartsWith(buffer))
        {
            return false;
        }

        _isStarted = true;
        _lineStart = _scanned = buffer.StartsWith(mark) ? mark.Length : 0;
        return true;
    }

    private bool TryFindLineEnd(ReadOnlySpan<byte> buffer, bool isFinal, out int lineEnd, out int next)
    {
        next = 0;
        var found = buffer[_scanned..].IndexOfAny(LineEnds);
        lineEnd = _scanned + found;
        if (found < 0)
        {
            _scanned = buffer.Length;
            return false;
        }

        next = lineEnd + 1;
        if (buffer[lineEnd] == '\r')
        {
            if (next == buffer.Length && !isFinal)
            {
                // A line feed may follow and belongs to this line's end. Waiting makes the cut the same for any chunking.
                _scanned = lineEnd;
                return false;
            }

            next += next < buffer.Length && buffer[next] == '\n' ? 1 : 0;
        }

        return true;
    }

    private void ReadField(ReadOnlySpan<byte> buffer, int lineEnd)
    {
        var line = buffer[_lineStart..lineEnd];
        if (TryField(line, "data"u8, out var start))
        {
            _event = _event.DataLines > 0
                ? _event with { DataLines = _event.DataLines + 1 }
                : _event with { DataLines = 1, DataStart = _lineStart + start, DataLength = line.Length - start };
        }
        else if (TryField(line, "event"u8, out start))
        {
            _event = _event with { NameStart = _lineStart + start, NameLength = line.Length - start, HasOther = _event.HasOther || line[start..].ContainsAnyExcept(NameBytes) };
        }
        else if (!line.IsEmpty && !line.SequenceEqual(":"u8))
        {
            _event = _event with { HasOther = true };
        }
    }

    private SseEvent Complete(int length, bool isCutOff)
    {
        var complete = _event with { Length = length, IsCutOff = isCutOff };
        _event = default;
        _scanned = 0;
        _lineStart = 0;
        return complete;
    }

    private static bool TryField(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name, out int valueStart)
    {
        valueStart = name.Length;
        if (!line.StartsWith(name))
        {
            return false;
        }

        if (line.Length == name.Length)
        {
            return true;
        }

        if (line[name.Length] != ':')
        {
            return false;
        }

        valueStart = name.Length + 1;
        valueStart += valueStart < line.Length && line[valueStart] == ' ' ? 1 : 0;
        return true;
    }
}
