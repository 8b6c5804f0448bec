using System.Text.RegularExpressions;
using Sallyport.Detection.Classification;
using Sallyport.Detection.Recognizers;

namespace Sallyport.Detection.Matching;

/// <summary>The working memory of one scan. Rented from <see cref="ScratchPool"/>, so that a scan of clean text allocates nothing.</summary>
internal sealed class ScanScratch(RuleTable table)
{
    private const int MaxMatches = 4096;
    private const int MaxTimeouts = 4;

    // Text within text is nearly always shorter than what it stands in: beyond twice the length somebody wants to make work.
    private const int LeastDecoded = 128 * 1024;
    private const int DecodedShare = 2;

    private readonly OpenRegion[] _regions = new OpenRegion[table.Patterns.Length];
    private readonly MemberSights _sights = new(table.Automaton.MemberCount);
    private readonly int[] _touched = new int[table.Patterns.Length];
    private readonly LiteralSweep _sweep = new(table.Automaton);
    private int _touchedCount;
    private int _timeouts;
    private bool _hasClassified;
    private int _decodable = LeastDecoded;

    /// <summary>What was found so far.</summary>
    public List<RuleMatch> Matches { get; } = [];

    /// <summary>Working list for the recognisers.</summary>
    public List<EntityMatch> Entities { get; } = [];

    /// <summary>Working memory of the classifier.</summary>
    public WindowClassifier Windows { get; } = new();

    /// <summary>Each head's surest match in any view; confidence 0 stands for none.</summary>
    public RuleMatch[] Classified { get; } = new RuleMatch[ClassifierFamily.Count];

    /// <summary>Whether something that decodes was left out, because enough was decoded.</summary>
    public bool HasLeftOut { get; private set; }

    /// <summary>Whether a limit cut the scan short.</summary>
    public bool IsPartial { get; set; }

    /// <summary>Whether one more match may be kept.</summary>
    public bool HasRoom => Matches.Count < MaxMatches;

    /// <summary>Makes the scratch ready for the next scan.</summary>
    public void Clear()
    {
        Matches.Clear();
        if (_hasClassified)
        {
            Array.Clear(Classified);
            _hasClassified = false;
        }

        _touchedCount = 0;
        _timeouts = 0;
        AllowDecoding(length: 0);
        IsPartial = false;
    }

    /// <summary>Sets how much is decoded of a text, or of a piece of a stream: 128 Ki characters, and of a long text twice its length.</summary>
    public void AllowDecoding(int length)
    {
        _decodable = Math.Max(LeastDecoded, DecodedShare * length);
        HasLeftOut = false;
    }

    /// <summary>Takes so many characters that did decode from what may be looked at. Where that is too much the scan is partial.</summary>
    public bool TryTake(int length)
    {
        HasLeftOut |= length > _decodable;
        IsPartial |= HasLeftOut;
        _decodable -= HasLeftOut ? 0 : length;
        return !HasLeftOut;
    }

    /// <summary>Matches one text against the active patterns of one or both views.</summary>
    public void Match(ReadOnlySpan<char> text, bool[] active, in MatchFrame frame)
    {
        var (position, state) = (0, 0);
        _sights.Begin(text.Length);
        while (_sweep.CanTake(text.Length - position))
        {
            _sweep.Walk(text, ref position, ref state);
            Drain(text, active, in frame);
        }

        var automaton = table.Automaton;
        for (position = automaton.Advance(text, position, ref state); position >= 0; position = automaton.Advance(text, position, ref state))
        {
            Widen(state, position, text, active, in frame);
        }

        for (var index = 0; index < _touchedCount; index++)
        {
            ref var region = ref _regions[_touched[index]];
            Close(table.Patterns[_touched[index]], text, in region, in frame);
            region.End = 0;
        }

        _touchedCount = 0;
    }

    /// <summary>Keeps what the classifier read in one text, where it is surer than before.</summary>
    public void Classify(ClassifierModel model, WindowClassifier windows, bool[] heads, in MatchFrame frame)
    {
        for (var head = 0; head < heads.Length; head++)
        {
            var confidence = heads[head] ? model.Heads[head].ScoreOf(windows.BestOf(head)) : 0;
            if (confidence > (Classified[head].Confidence ?? 0))
            {
                _hasClassified = true;
                var (start, end) = windows.RangeOf(head);
                Classified[head] = frame.Locate(table.FirstHead + head, start, end) with { Confidence = confidence };
            }
        }
    }

    private void Drain(ReadOnlySpan<char> text, bool[] active, in MatchFrame frame)
    {
        for (var lane = 0; lane < LiteralSweep.Lanes; lane++)
        {
            var index = 0;
            while (_sweep.TryTake(lane, ref index, out var end, out var state))
            {
                Widen(state, end, text, active, in frame);
            }
        }
    }

    private void Widen(int state, int position, ReadOnlySpan<char> text, bool[] active, in MatchFrame frame)
    {
        _sights.Note(table.Automaton.MembersIn(state), position);
        foreach (var hit in table.Automaton.HitsIn(state))
        {
            if (active[hit.Pattern] && hit.Counts(text, position))
            {
                Widen(hit, position, text, in frame);
            }
        }
    }

    // Regions of one pattern that touch become one: the expression then sees exactly what it would see in the whole text.
    private void Widen(LiteralHit hit, int position, ReadOnlySpan<char> text, in MatchFrame frame)
    {
        var pattern = table.Patterns[hit.Pattern];
        var start = Math.Max(0, position - pattern.MaxLength);
        ref var region = ref _regions[hit.Pattern];
        if (region.End == 0)
        {
            _touched[_touchedCount++] = hit.Pattern;
            (region.Start, region.NextLook) = (start, position + (2 * pattern.MaxLength));
        }
        else if (start > region.End)
        {
            Close(pattern, text, in region, in frame);
            (region.Start, region.NextLook) = (start, position + (2 * pattern.MaxLength));
        }
        else if (position >= region.NextLook)
        {
            Shorten(pattern, position, text, ref region, in frame);
            region.NextLook = position + (2 * pattern.MaxLength);
        }

        region.End = Math.Max(region.End, Math.Min(text.Length, position - hit.Length + pattern.MaxLength));
    }

    // A region of common literals may grow through the whole text. A match that holds none of the partner's members seen so far starts less
    // than a match's length before the position; one that holds the last of them ends less than that behind it.
    private void Shorten(CompiledPattern pattern, int position, ReadOnlySpan<char> text, ref OpenRegion region, in MatchFrame frame)
    {
        var start = position - pattern.MaxLength;
        if (pattern.Partner.Length == 0)
        {
            ShortenByCompanions(pattern, position, text, ref region, in frame);
            return;
        }

        var last = _sights.Last(pattern.Partner);
        if (last <= region.Start)
        {
            region.Start = start;
        }
        else if (last + pattern.MaxLength < start)
        {
            Verify(pattern, text, region.Start, Math.Min(region.End, last + pattern.MaxLength), in frame);
            region.Start = start;
        }
        else
        {
            ShortenByCompanions(pattern, position, text, ref region, in frame);
        }
    }

    // Where the last two lengths of a match lack what every match holds, one that began before them ends in their first half, and the next
    // begins in their second.
    private void ShortenByCompanions(CompiledPattern pattern, int position, ReadOnlySpan<char> text, ref OpenRegion region, in MatchFrame frame)
    {
        var from = position - (2 * pattern.MaxLength);
        if (from > region.Start && pattern.IsRuledOut(text[from..position]))
        {
            Verify(pattern, text, region.Start, from + pattern.MaxLength, in frame);
            region.Start = position - pattern.MaxLength;
        }
    }

    private void Close(CompiledPattern pattern, ReadOnlySpan<char> text, in OpenRegion region, in MatchFrame frame)
    {
        if (pattern.Partner.Length == 0)
        {
            Verify(pattern, text, region.Start, region.End, in frame);
        }
        else if (_sights.Last(pattern.Partner) is var last && last > region.Start)
        {
            Verify(pattern, text, region.Start, Math.Min(region.End, last + pattern.MaxLength), in frame);
        }
    }

    private void Verify(CompiledPattern pattern, ReadOnlySpan<char> text, int start, int end, in MatchFrame frame)
    {
        if (_timeouts >= MaxTimeouts)
        {
            IsPartial = true;
            return;
        }

        var before = Matches.Count;
        for (var attempt = 0; attempt < 2; attempt++)
        {
            try
            {
                Enumerate(pattern, text, start, end, in frame);
                return;
            }
            catch (RegexMatchTimeoutException)
            {
                // The clock also runs while machine code is made or the thread waits for a processor: one more try before
                // the text is called hostile. Then say so rather than stall every other caller.
                Matches.RemoveRange(before, Matches.Count - before);
            }
        }

        _timeouts++;
        IsPartial = true;
    }

    private void Enumerate(CompiledPattern pattern, ReadOnlySpan<char> text, int start, int end, in MatchFrame frame)
    {
        var rule = table.Entries[pattern.Rule];
        var from = Math.Max(0, start - pattern.Margin);
        var slice = text[from..Math.Min(text.Length, end + pattern.Margin)];
        if (pattern.IsRuledOut(slice))
        {
            return;
        }

        foreach (var match in pattern.Regex.EnumerateMatches(slice, start - from))
        {
            var (matchStart, matchEnd) = (from + match.Index, from + match.Index + match.Length);
            if (matchEnd > end || !HasRoom)
            {
                // Beyond the region the slice is cut: such a match belongs to another region, or to none.
                IsPartial |= !HasRoom;
                return;
            }

            if (!rule.HasConditions || MatchConditions.Hold(rule, text, matchStart, matchEnd))
            {
                Matches.Add(frame.Locate(pattern.Rule, matchStart, matchEnd));
            }
        }
    }
}
