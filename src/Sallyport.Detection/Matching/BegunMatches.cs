namespace Sallyport.Detection.Matching;

/// <summary>
/// The matches of strict rules that have begun in one view of a stream and may still complete. What it keeps is bounded by the longest
/// match. Positions count the lane's characters.
/// </summary>
internal sealed class BegunMatches(RuleTable table, HoldTable holds, bool[] active)
{
    private readonly List<PendingRegion> _begun = [];
    private int _state;

    /// <summary>Notes the beginnings in new text.</summary>
    public void Append(ReadOnlySpan<char> text, int before)
    {
        if (holds.Openings is not { } openings)
        {
            return;
        }

        for (var position = openings.Advance(text, 0, ref _state); position >= 0; position = openings.Advance(text, position, ref _state))
        {
            foreach (var hit in openings.HitsIn(_state))
            {
                if (active[hit.Pattern])
                {
                    var start = before + position - hit.Length;
                    _begun.Add(new PendingRegion(hit.Pattern, start, start + table.Patterns[hit.Pattern].MaxLength));
                }
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
