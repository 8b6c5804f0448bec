namespace Sallyport.Protocols.Sse;

/// <summary>
/// One server-sent event as it stands in the bytes, from its first byte to the last of the blank line that ends it. Comments and
/// blank lines are events without data. All offsets count from the event's first byte.
/// </summary>
public readonly record struct SseEvent
{
    /// <summary>Bytes of the event, terminator included.</summary>
    public int Length { get; init; }

    /// <summary>Offset of the event's name.</summary>
    public int NameStart { get; init; }

    /// <summary>Bytes of the event's name; 0 where it has none.</summary>
    public int NameLength { get; init; }

    /// <summary>Offset of the first data line's payload.</summary>
    public int DataStart { get; init; }

    /// <summary>Bytes of the first data line's payload.</summary>
    public int DataLength { get; init; }

    /// <summary>How many data lines there are. With more than one, the payload has to be joined: <see cref="SseFramer.Join"/>.</summary>
    public int DataLines { get; init; }

    /// <summary>
    /// Whether the event holds more than its payload and a plain name: comments with text, ids, unknown fields. Nobody inspects those, and
    /// clients that cut lines in other places may read them as a payload. <see cref="SseFramer.Join"/> leaves them out.
    /// </summary>
    public bool HasOther { get; init; }

    /// <summary>Whether the stream ended before the event did.</summary>
    public bool IsCutOff { get; init; }
}
