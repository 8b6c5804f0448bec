namespace Sallyport.Detection.Matching;

/// <summary>Translates a range of the text being matched to a range of the text that was given.</summary>
internal readonly ref struct MatchFrame
{
    private readonly ReadOnlySpan<int> _origins;
    private readonly int _rangeStart;
    private readonly int _rangeEnd;

    private MatchFrame(string view, ReadOnlySpan<int> origins, int rangeStart, int rangeEnd)
    {
        View = view;
        _origins = origins;
        _rangeStart = rangeStart;
        _rangeEnd = rangeEnd;
    }

    /// <summary>Name of the view in findings.</summary>
    public string View { get; }

    /// <summary>The given text itself, or a text as long as it, <paramref name="offset"/> characters into the stream.</summary>
    public static MatchFrame Direct(string view, int offset = 0) => new(view, [], offset, -1);

    /// <summary>A text whose characters know their origin.</summary>
    public static MatchFrame Mapped(string view, ReadOnlySpan<int> origins) => new(view, origins, 0, -1);

    /// <summary>A decoded text: every match points at the encoded range.</summary>
    public static MatchFrame Decoded(string view, int start, int end) => new(view, [], start, end);

    /// <summary>The match in the given text.</summary>
    public RuleMatch Locate(int rule, int start, int end)
    {
        if (_rangeEnd >= 0)
        {
            return new RuleMatch(rule, _rangeStart, _rangeEnd, View);
        }

        // The end is the origin of the last character plus one, or of the next character when that lies directly behind.
        return _origins.IsEmpty
            ? new RuleMatch(rule, start + _rangeStart, end + _rangeStart, View)
            : new RuleMatch(rule, _origins[start], Math.Max(_origins[end - 1] + 1, Math.Min(_origins[end], _origins[end - 1] + 2)), View);
    }
}
