namespace Sallyport.Detection.Matching;

/// <summary>Where in the text each member of a partner was seen last. Texts follow each other without anything being cleared.</summary>
internal sealed class MemberSights
{
    private const int Longest = int.MaxValue / 2;

    // Positions count on from text to text, so that what an earlier text showed lies before the start of this one.
    private readonly int[] _ends;
    private int _origin = 1;
    private int _next = 1;

    /// <summary>Makes the memory for so many members.</summary>
    public MemberSights(int members) => _ends = new int[members];

    /// <summary>Begins a text.</summary>
    public void Begin(int length)
    {
        if (_next > Longest)
        {
            Array.Clear(_ends);
            _next = 1;
        }

        _origin = _next;
        _next += Math.Min(length, Longest - 1) + 1;
    }

    /// <summary>Keeps that members end at the position.</summary>
    public void Note(ReadOnlySpan<int> members, int position)
    {
        foreach (var member in members)
        {
            _ends[member] = _origin + position;
        }
    }

    /// <summary>The end of the member that was seen last; negative or 0 when none was.</summary>
    public int Last(int[] members)
    {
        var last = 0;
        foreach (var member in members)
        {
            last = Math.Max(last, _ends[member]);
        }

        return last - _origin;
    }
}
