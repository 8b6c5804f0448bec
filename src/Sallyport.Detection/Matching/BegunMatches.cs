namespace Sallyport.Detection.Matching;

/// <summary>
/// The matches of strict rules that have begun in one view of a stream and may still complete. What it keeps is bounded by the longest
/// match. Positions count the lane's characters.
/// </summary>
internal sealed class BegunMatches(RuleTable table, HoldTable holds, bool[] active)
{
    private readonly List<PendingRegion> _begun = [];
    private int _state;

    /// <summary>Runs on in new text, beside the automaton of the literals, to where either finds something; -1 when the text ends first.</summary>
    public int Advance(LiteralAutomaton literals, ReadOnlySpan<char> text, int position, ref int state) =>
        holds.Openings is { } openings ? literals.Advance(openings, text, position, ref state, ref _state) : literals.Advance(text, position, ref state);

    /// <summary>Notes the beginnings that end where <see cref="Advance"/> stopped.</summary>
    /// <param name="text">The characters still kept.</param>
    /// <param name="first">Position of the first of them.</param>
    /// <param name="end">Position where it stopped.</param>
    public void Take(ReadOnlySpan<char> text, int first, int end)
    {
        if (holds.Openings is not { } openings || !openings.Accepts(_state))
        {
            return;
        }

        foreach (var hit in openings.HitsIn(_state))
        {
            if (active[hit.Pattern] && hit.Counts(text, end - first))
            {
                var start = end - hit.Length;
                _begun.Add(new PendingRegion(hit.Pattern, start, start + table.Patterns[hit.Pattern].Reach));
            }
        }
    }

    /// <summary>The first character that may belong to a match that is not complete yet; <see cref="int.MaxValue"/> when there is none.</summary>
    /// <param name="text">The characters still kept.</param>
    /// <param name="first">Position of the first of them.</param>
    public int Earliest(ReadOnlySpan<char> text, int first)
    {
        var earliest = _begun.Count > 0 ? EarliestBegun(text, first) : int.MaxValue;
        return holds.Openings is null || _state == 0 ? earliest : Math.Min(earliest, AtEnd(holds.Openings, text, first));
    }

    /// <summary>The same for another view of the stream, from where the views part.</summary>
    public BegunMatches Fork(bool[] actives)
    {
        var fork = new BegunMatches(table, holds, actives) { _state = _state };
        fork._begun.AddRange(_begun.Where(begun => actives[begun.Pattern]));
        return fork;
    }

    // In the order of arrival, so nearly that of position. Those behind the first that may complete need no look yet.
    private int EarliestBegun(ReadOnlySpan<char> text, int first)
    {
        var (earliest, kept) = (int.MaxValue, 0);
        for (var index = 0; index < _begun.Count; index++)
        {
            var begun = _begun[index];
            if (begun.Start < earliest)
            {
                if (begun.Start < first || begun.End <= first + text.Length || !MayComplete(begun, text, first))
                {
                    continue;
                }

                earliest = begun.Start;
            }

            _begun[kept++] = begun;
        }

        _begun.RemoveRange(kept, _begun.Count - kept);
        return earliest;
    }

    private bool MayComplete(PendingRegion begun, ReadOnlySpan<char> text, int first)
    {
        var pattern = table.Patterns[begun.Pattern];
        var start = begun.Start - first;
        var cut = Math.Max(0, start - pattern.Margin);
        return pattern.MayComplete(text[cut..], start - cut);
    }

    // The text may end within the very first characters of a match.
    private int AtEnd(LiteralAutomaton openings, ReadOnlySpan<char> text, int first)
    {
        for (var length = openings.BeginningAtEnd(_state, int.MaxValue); length > 0; length = openings.BeginningAtEnd(_state, length))
        {
            if (length <= text.Length && holds.MayBegin(text, text.Length - length))
            {
                return first + text.Length - length;
            }
        }

        return int.MaxValue;
    }
}
