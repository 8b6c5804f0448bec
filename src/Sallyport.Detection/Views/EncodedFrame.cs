using Sallyport.Detection.Matching;

namespace Sallyport.Detection.Views;

/// <summary>Where the text that is searched for encodings lies in the text that was given, and how many encodings were taken off already.</summary>
internal readonly ref struct EncodedFrame
{
    private const int MaxDepth = 3;

    // Two chunks of those that a disguise is judged by: what is longer fills one, shorter may have been judged with other text only.
    private const int LongestMixed = 256;

    private readonly ReadOnlySpan<int> _origins;
    private readonly int _start;
    private readonly int _end;

    private EncodedFrame(ReadOnlySpan<int> origins, int start, int end, int depth, string? outer = null)
    {
        _origins = origins;
        _start = start;
        _end = end;
        Depth = depth;
        Outer = outer;
    }

    /// <summary>How many encodings were taken off.</summary>
    public int Depth { get; }

    /// <summary>Name of the view that the text is; null where nothing was taken off.</summary>
    public string? Outer { get; }

    /// <summary>Whether what the text holds is still taken off.</summary>
    public bool IsSearched => Depth < MaxDepth;

    /// <summary>The given text itself, <paramref name="offset"/> characters into the stream.</summary>
    public static EncodedFrame Direct(int offset = 0) => new([], offset, -1, 0);

    /// <summary>A text whose characters know their origin; without origins as long as the given one. A last origin behind those of the
    /// characters says where the text ends.</summary>
    public static EncodedFrame Mapped(ReadOnlySpan<int> origins) => new(origins, 0, -1, 0);

    /// <summary>What a run decodes to, which lies where the run lies.</summary>
    public EncodedFrame Inside(int start, int end, string view) => new([], start, end, Depth + 1, view);

    /// <summary>Whether the run says nothing new: letters shifted twice are letters shifted once, which the outer text was judged for where
    /// the run is long.</summary>
    public bool Repeats(EncodedRun run) => IsShift(run.View) && IsShift(Outer) && run.End - run.Start > LongestMixed;

    /// <summary>Where a run lies in the given text.</summary>
    public (int Start, int End) Locate(EncodedRun run) =>
        _end >= 0 ? (_start, _end)
        : _origins.IsEmpty ? (_start + run.Start, _start + run.End)
        : (_origins[run.Start], EndOf(run));

    private static bool IsShift(string? view) => view is ViewNames.Caesar or ViewNames.Rot13;

    // In a stream what comes behind the last character is not known yet.
    private int EndOf(EncodedRun run)
    {
        var end = _origins[run.End - 1] + 1;
        return run.End < _origins.Length ? Math.Max(end, Math.Min(_origins[run.End], end + 1)) : end;
    }
}
