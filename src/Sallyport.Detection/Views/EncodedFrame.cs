namespace Sallyport.Detection.Views;

/// <summary>Where the text that is searched for encodings lies in the text that was given, and how many encodings were taken off already.</summary>
internal readonly ref struct EncodedFrame
{
    private readonly ReadOnlySpan<int> _origins;
    private readonly int _start;
    private readonly int _end;

    private EncodedFrame(ReadOnlySpan<int> origins, int start, int end, int depth)
    {
        _origins = origins;
        _start = start;
        _end = end;
        Depth = depth;
    }

    /// <summary>How many encodings were taken off.</summary>
    public int Depth { get; }

    /// <summary>The given text itself, <paramref name="offset"/> characters into the stream.</summary>
    public static EncodedFrame Direct(int offset = 0) => new([], offset, -1, 0);

    /// <summary>A text whose characters know their origin; without origins as long as the given one. A last origin behind those of the
    /// characters says where the text ends.</summary>
    public static EncodedFrame Mapped(ReadOnlySpan<int> origins) => new(origins, 0, -1, 0);

    /// <summary>What a run decodes to, which lies where the run lies.</summary>
    public EncodedFrame Inside(int start, int end) => new([], start, end, Depth + 1);

    /// <summary>Where a run lies in the given text.</summary>
    public (int Start, int End) Locate(EncodedRun run) =>
        _end >= 0 ? (_start, _end)
        : _origins.IsEmpty ? (_start + run.Start, _start + run.End)
        : (_origins[run.Start], EndOf(run));

    // In a stream what comes behind the last character is not known yet.
    private int EndOf(EncodedRun run)
    {
        var end = _origins[run.End - 1] + 1;
        return run.End < _origins.Length ? Math.Max(end, Math.Min(_origins[run.End], end + 1)) : end;
    }
}
