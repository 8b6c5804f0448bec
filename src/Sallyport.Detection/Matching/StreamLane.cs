using System.Buffers;
using System.Text.RegularExpressions;
using Sallyport.Detection.Views;

namespace Sallyport.Detection.Matching;

/// <summary>
/// One view of a stream: the automaton's state, the last characters, and the regions where a match may still complete.
/// A stream has one lane until its normalised view first differs from the raw one, and two from then on.
/// </summary>
internal sealed class StreamLane(RuleTable table, bool[] active, string view, HoldTable? holds = null) : IDisposable
{
    /// <summary>Characters kept behind the newest one: the longest match, its margin and context on both sides.</summary>
    public const int Tail = 832;

    // Of streams that run long many are open at once: what the tail needs, and a little room to move it seldom.
    private const int Capacity = 1024;

    // A rule that nothing waits for is asked once for several chunks; with the longest match before, the tail still holds all it needs.
    private const int Patience = 64;

    // Many streams are open at once and have said little: memory grows with the text.
    private const int LeastCapacity = 256;

    private readonly List<PendingRegion> _pending = [];
    private BegunMatches? _begun = holds is null ? null : new BegunMatches(table, holds, active);
    private Dictionary<int, int>? _matchedThrough;
    private char[]? _buffer;
    private int[]? _origins;
    private int _length;
    private int _base;
    private int _state;

    /// <summary>Number of characters the lane has seen.</summary>
    public int Position => _base + _length;

    /// <summary>Position of the first character still kept.</summary>
    public int First => _base;

    /// <summary>Set when an expression ran out of time.</summary>
    public bool IsPartial { get; private set; }

    /// <summary>The kept characters from a position on.</summary>
    public ReadOnlySpan<char> From(int position) => _buffer.AsSpan(Math.Max(0, position - _base).._length);

    /// <summary>Where the kept characters from a position on lie in the stream.</summary>
    public EncodedFrame FrameAt(int position) =>
        _origins is null ? EncodedFrame.Direct(position) : EncodedFrame.Mapped(_origins.AsSpan(position - _base, Position - position));

    /// <summary>Where a kept character lies in the stream.</summary>
    public int OriginOf(int position) => _origins is null ? position : _origins[position - _base];

    /// <summary>Makes the lane of the raw view, at the moment the views part.</summary>
    public StreamLane Split(bool[] rawPatterns)
    {
        var raw = new StreamLane(table, rawPatterns, ViewNames.Raw, holds)
        {
            _begun = _begun?.Fork(rawPatterns),
            _length = _length,
            _base = _base,
            _state = _state,
            _matchedThrough = _matchedThrough is null ? null : new Dictionary<int, int>(_matchedThrough),
        };
        if (_buffer is not null)
        {
            raw._buffer = ArrayPool<char>.Shared.Rent(_buffer.Length);
            _buffer.AsSpan(0, _length).CopyTo(raw._buffer);
        }

        raw._pending.AddRange(_pending.Where(region => rawPatterns[region.Pattern]));
        return raw;
    }

    /// <summary>Makes this the lane of the normalised view: from here on each character knows its origin.</summary>
    public StreamLane ToNormalised(bool[] normalisedPatterns)
    {
        var normalised = new StreamLane(table, normalisedPatterns, ViewNames.Normalised, holds)
        {
            _begun = _begun?.Fork(normalisedPatterns),
            _buffer = _buffer ?? ArrayPool<char>.Shared.Rent(LeastCapacity),
            _origins = ArrayPool<int>.Shared.Rent(Math.Max(_length, LeastCapacity)),
            _length = _length,
            _base = _base,
            _state = _state,
            _matchedThrough = _matchedThrough is null ? null : new Dictionary<int, int>(_matchedThrough),
        };
        _buffer = null;
        for (var index = 0; index < _length; index++)
        {
            normalised._origins[index] = _base + index;
        }

        normalised._pending.AddRange(_pending.Where(region => normalisedPatterns[region.Pattern]));
        return normalised;
    }

    /// <summary>Takes up to <see cref="Tail"/> characters and adds what matches. <paramref name="origins"/> is empty in an unmapped lane.</summary>
    public void Append(ReadOnlySpan<char> text, ReadOnlySpan<int> origins, List<RuleMatch> matches)
    {
        Reserve(text.Length);
        text.CopyTo(_buffer.AsSpan(_length));
        if (_origins is not null)
        {
            origins.CopyTo(_origins.AsSpan(_length));
        }

        var before = Position;
        _length += text.Length;
        for (var position = Advance(text, 0); position >= 0; position = Advance(text, position))
        {
            Take(before + position);
        }

        if (_pending.Count > 0)
        {
            Verify(matches, isLast: false);
        }
    }

    /// <summary>Where, counted in the stream, the text begins that may belong to a match of a strict rule that is not certain yet;
    /// <see cref="int.MaxValue"/> when there is none.</summary>
    public int HeldFrom()
    {
        if (_begun is null || holds is null)
        {
            return int.MaxValue;
        }

        var earliest = _begun.Earliest(_buffer.AsSpan(0, _length), _base);
        foreach (var region in _pending)
        {
            earliest = holds.Strict[region.Pattern] ? Math.Min(earliest, WaitsFrom(region)) : earliest;
        }

        return earliest == int.MaxValue || _origins is null ? earliest : _origins[Math.Max(0, earliest - _base)];
    }

    /// <summary>Adds the matches that were waiting for more text.</summary>
    public void Complete(List<RuleMatch> matches)
    {
        Verify(matches, isLast: true);
        _pending.Clear();
    }

    /// <summary>Returns the memory.</summary>
    public void Dispose()
    {
        if (_buffer is not null)
        {
            ArrayPool<char>.Shared.Return(_buffer, clearArray: true);
            _buffer = null;
        }

        if (_origins is not null)
        {
            ArrayPool<int>.Shared.Return(_origins);
            _origins = null;
        }
    }

    private int Advance(ReadOnlySpan<char> text, int position) =>
        _begun is null ? table.Automaton.Advance(text, position, ref _state) : _begun.Advance(table.Automaton, text, position, ref _state);

    private void Take(int end)
    {
        var kept = _buffer.AsSpan(0, _length);
        _begun?.Take(kept, _base, end);
        if (!table.Automaton.Accepts(_state))
        {
            return;
        }

        foreach (var hit in table.Automaton.HitsIn(_state))
        {
            if (active[hit.Pattern] && hit.Counts(kept, end - _base))
            {
                Widen(hit, end);
            }
        }
    }

    private void Reserve(int length)
    {
        if (_length + length > Capacity && _length > Tail)
        {
            Shift();
        }

        _buffer = Grown(_buffer, _length + length);
        if (_origins is not null)
        {
            _origins = Grown(_origins, _length + length);
        }
    }

    private T[] Grown<T>(T[]? array, int needed)
    {
        if (array is not null && array.Length >= needed)
        {
            return array;
        }

        var grown = ArrayPool<T>.Shared.Rent(Math.Max(LeastCapacity, needed));
        if (array is not null)
        {
            array.AsSpan(0, _length).CopyTo(grown);
            ArrayPool<T>.Shared.Return(array, clearArray: true);
        }

        return grown;
    }

    private void Shift()
    {
        var dropped = _length - Tail;
        _buffer.AsSpan(dropped, Tail).CopyTo(_buffer);
        _origins?.AsSpan(dropped, Tail).CopyTo(_origins);
        _base += dropped;
        _length = Tail;
    }

    // A pattern without a known beginning is waited for from the first place where it may have begun.
    private int WaitsFrom(PendingRegion region)
    {
        if (region.Waiting >= 0)
        {
            return region.Waiting;
        }

        var pattern = table.Patterns[region.Pattern];
        for (var start = Math.Max(region.Start, _base); pattern.Openings.Count == 0 && start < Position; start++)
        {
            var cut = Math.Max(0, start - _base - pattern.Margin);
            if (pattern.MayComplete(_buffer.AsSpan(cut, _length - cut), start - _base - cut))
            {
                return start;
            }
        }

        return int.MaxValue;
    }

    private void Widen(LiteralHit hit, int position)
    {
        var pattern = table.Patterns[hit.Pattern];

        // As in a whole text, the next match starts behind the last one of the same pattern.
        var earliest = Math.Max(position - pattern.MaxLength, _matchedThrough?.GetValueOrDefault(hit.Pattern) ?? 0);
        var region = new PendingRegion(hit.Pattern, Math.Max(0, earliest), position - hit.Length + pattern.MaxLength, Searched: position);
        for (var index = _pending.Count - 1; index >= 0; index--)
        {
            if (_pending[index].Pattern == hit.Pattern && _pending[index].End >= region.Start)
            {
                _pending[index] = _pending[index] with { End = Math.Max(_pending[index].End, region.End) };
                return;
            }
        }

        _pending.Add(region);
    }

    private void Verify(List<RuleMatch> matches, bool isLast)
    {
        var kept = 0;
        for (var index = 0; index < _pending.Count; index++)
        {
            var region = _pending[index];
            if (!isLast && !IsDue(region))
            {
                _pending[kept++] = region;
            }
            else if (SearchTwice(region, matches, isLast) is { } rest)
            {
                _pending[kept++] = rest with { Searched = Position };
            }
        }

        _pending.RemoveRange(kept, _pending.Count - kept);
    }

    private bool IsDue(PendingRegion region) =>
        Position - region.Searched >= Patience || holds?.Strict[region.Pattern] == true || Position >= region.End + ReachOf(table.Patterns[region.Pattern]);

    private int ReachOf(CompiledPattern pattern) => pattern.Margin + (table.Entries[pattern.Rule].Context.Length > 0 ? MatchConditions.ContextReach : 0);

    // The clock also runs while machine code is made or the thread waits for a processor: hence a second try.
    private PendingRegion? SearchTwice(PendingRegion region, List<RuleMatch> matches, bool isLast)
    {
        var before = matches.Count;
        for (var attempt = 0; attempt < 2; attempt++)
        {
            try
            {
                return Search(region, matches, isLast);
            }
            catch (RegexMatchTimeoutException)
            {
                matches.RemoveRange(before, matches.Count - before);
            }
        }

        IsPartial = true;
        return null;
    }

    // Gives back the part of the region in which a match may still complete; null when there is none.
    private PendingRegion? Search(PendingRegion region, List<RuleMatch> matches, bool isLast)
    {
        var pattern = table.Patterns[region.Pattern];
        var rule = table.Entries[pattern.Rule];
        var reach = ReachOf(pattern);
        var from = Math.Max(region.Start, _base) - _base;
        var cut = Math.Max(0, from - pattern.Margin);
        var text = _buffer.AsSpan(0, _length);
        var slice = text[cut..Math.Min(_length, region.End - _base + pattern.Margin)];
        var isWhole = isLast || Position >= region.End + reach;
        var next = Math.Max(region.Start, Position - pattern.MaxLength - reach);
        var waiting = -1;
        if (pattern.IsRuledOut(slice))
        {
            return isWhole || next >= region.End ? null : region with { Start = next, Waiting = waiting };
        }

        foreach (var match in pattern.Regex.EnumerateMatches(slice, from - cut))
        {
            var (start, end) = (cut + match.Index, cut + match.Index + match.Length);
            if (!isWhole && end + reach > _length)
            {
                // It touches what has not come yet and may grow, or its surroundings are not known: wait.
                next = Math.Max(region.Start, _base + start);
                waiting = _base + start;
                break;
            }

            if (end > region.End - _base)
            {
                break;
            }

            next = Math.Max(next, _base + end);
            (_matchedThrough ??= [])[region.Pattern] = _base + end;
            if (!rule.HasConditions || MatchConditions.Hold(rule, text, start, end))
            {
                matches.Add(Locate(pattern.Rule, start, end));
            }
        }

        return isWhole || next >= region.End ? null : region with { Start = next, Waiting = waiting };
    }

    private RuleMatch Locate(int rule, int start, int end) => _origins is null
        ? new RuleMatch(rule, _base + start, _base + end, view)
        : new RuleMatch(rule, _origins[start], _origins[end - 1] + 1, view);
}
