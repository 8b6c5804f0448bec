using System.Numerics;

namespace Sallyport.Detection.Views;

/// <summary>Goes through a text and gives the stretches that may be language in disguise, once for each disguise that fits.</summary>
internal ref struct DisguiseReader(ReadOnlySpan<char> text)
{
    // Windows that look usual by chance are bridged: what is hidden must be decoded in one piece.
    private const int Bridge = 48;
    private const int LongestStretch = 4096;
    private const int Overlap = 512;
    private const int Reach = 12;
    private const int LongReach = 64;

    private static readonly ulong Nothing = TextProfile.NothingFor(TextProfile.Block);

    private readonly ReadOnlySpan<char> _text = text;
    private ulong _before = Nothing;
    private ulong _pending;
    private int _last = LetterPairs.Gap;
    private int _position;
    private int _start = -1;
    private int _end;
    private TextClue _clues;
    private (int Start, int End) _stretch;

    /// <summary>The next stretch and one of its disguises; false when there is none left.</summary>
    public bool Next(out EncodedRun run)
    {
        while (_pending == 0)
        {
            if (!NextStretch(out var clues))
            {
                run = default;
                return false;
            }

            _pending = DisguiseJudge.Judge(_text[_stretch.Start.._stretch.End], clues);
        }

        var disguise = BitOperations.TrailingZeroCount(_pending);
        _pending &= _pending - 1;
        run = new EncodedRun(_stretch.Start, _stretch.End, Disguise.ViewOf(disguise), disguise);
        return true;
    }

    private bool NextStretch(out TextClue clues)
    {
        while (_position < _text.Length)
        {
            var found = Advance(out var start);
            var isOpen = _start >= 0;
            if (found == TextClue.None)
            {
                if (isOpen && _position - _end > Bridge)
                {
                    return Close(-1, TextClue.None, out clues);
                }

                continue;
            }

            if (isOpen && _position - _start > LongestStretch)
            {
                return Close(Math.Max(start - Overlap, 0), _clues | found, out clues);
            }

            _start = isOpen ? _start : start;
            _end = _position;
            _clues |= found;
        }

        return _start >= 0 ? Close(-1, TextClue.None, out clues) : None(out clues);
    }

    private TextClue Advance(out int start)
    {
        var length = Math.Min(TextProfile.Block, _text.Length - _position);
        var sums = TextProfile.SumOf(_text.Slice(_position, length), ref _last);
        if (length < TextProfile.Block)
        {
            sums += TextProfile.NothingFor(TextProfile.Block - length);
        }

        start = Math.Max(_position - TextProfile.Block, 0);
        _position += length;
        var clues = TextProfile.CluesOf(_before + sums) | TextProfile.CluesOfBlock(sums);
        _before = sums;
        return clues;
    }

    private static bool None(out TextClue clues)
    {
        clues = TextClue.None;
        return false;
    }

    // The edges of a stretch lie somewhere inside what is hidden: the words, or the line, that they cut belong to it.
    private bool Close(int next, TextClue carried, out TextClue clues)
    {
        clues = _clues;
        _stretch = (Edge(_start, -1), Edge(_end, 1));
        (_start, _end, _clues) = (next, next < 0 ? 0 : _position, carried);
        return true;
    }

    private readonly int Edge(int position, int direction)
    {
        for (var steps = 0; steps < LongReach; steps++)
        {
            var next = direction < 0 ? position - 1 : position;
            if ((uint)next >= (uint)_text.Length || _text[next] == '\n' || (steps >= Reach && _text[next] == ' '))
            {
                return position;
            }

            position += direction;
        }

        return position;
    }
}
