namespace Sallyport.Detection.Yara.Matching;

/// <summary>The matches of one string in a scan, by offset; at most one for each offset.</summary>
internal sealed class MatchList
{
    /// <summary>Most matches that are kept of one string (YARA keeps a million).</summary>
    public const int MaxMatches = 65_536;

    private readonly List<(int Offset, int Length)> _matches = [];

    /// <summary>How many there are.</summary>
    public int Count => _matches.Count;

    /// <summary>One of them.</summary>
    public (int Offset, int Length) this[int index] => _matches[index];

    /// <summary>Forgets all.</summary>
    public void Clear() => _matches.Clear();

    /// <summary>Adds a match. One that is known at the offset stays, or takes the new length. False when the list is full.</summary>
    public bool TryAdd(int offset, int length, bool replaces)
    {
        if (_matches.Count == 0 || _matches[^1].Offset < offset)
        {
            return TryInsert(_matches.Count, offset, length);
        }

        var index = FirstFrom(offset);
        if (_matches[index].Offset != offset)
        {
            return TryInsert(index, offset, length);
        }

        if (replaces)
        {
            _matches[index] = (offset, length);
        }

        return true;
    }

    /// <summary>Index of the first match at or behind an offset.</summary>
    public int FirstFrom(long offset)
    {
        var (low, high) = (0, _matches.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _matches[middle].Offset < offset ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>How many matches start in a range, both ends included.</summary>
    public int CountIn(long first, long last) => last < first ? 0 : FirstFrom(last == long.MaxValue ? last : last + 1) - FirstFrom(first);

    private bool TryInsert(int index, int offset, int length)
    {
        if (_matches.Count >= MaxMatches)
        {
            return false;
        }

        _matches.Insert(index, (offset, length));
        return true;
    }
}
