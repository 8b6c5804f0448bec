using System.Globalization;

namespace Sallyport.Detection.Yara.Patterns;

/// <summary>Reads YARA's expressions: bytes, classes, groups, alternatives, counted and lazy repeats, anchors and word boundaries.
/// What .NET has besides (look-around, back references, named groups) is refused by name, as is mixing lazy and greedy repeats.</summary>
internal sealed class RegexReader
{
    private const int MaxDepth = 64;
    private const int MaxRepeat = 32767;

    private readonly string _text;
    private readonly bool _isDotAll;
    private readonly bool _isNoCase;
    private int _position;
    private int _depth;
    private string? _fault;
    private bool _hasGreedy;
    private bool _hasLazy;

    private RegexReader(string text, bool isDotAll, bool isNoCase)
    {
        _text = text;
        _isDotAll = isDotAll;
        _isNoCase = isNoCase;
    }

    /// <summary>The pattern, with both cases where case does not matter; null with a fault.</summary>
    public static BytePattern? Read(string text, bool isDotAll, bool isNoCase, out bool isGreedy, out string? fault)
    {
        var reader = new RegexReader(text, isDotAll, isNoCase);
        var pattern = reader.ReadChoice();
        if (reader._position < text.Length)
        {
            reader.Fail("a ')' has no '('");
        }

        if (reader._hasGreedy && reader._hasLazy)
        {
            reader.Fail("greedy and lazy repeats may not be mixed");
        }

        if (reader._fault is null && pattern.MinLength == 0)
        {
            reader.Fail("an expression that matches the empty text is not supported");
        }

        isGreedy = reader._hasGreedy;
        fault = reader._fault;
        return fault is null ? pattern : null;
    }

    private char Peek(int ahead = 0) => _fault is null && _position + ahead < _text.Length ? _text[_position + ahead] : '\0';

    // A NUL byte in the pattern reads as its end: it is refused by what follows.
    private bool IsAtEnd => _fault is not null || _position >= _text.Length;

    private void Fail(string fault) => _fault ??= $"in the expression, {fault}";

    private BytePattern ReadChoice()
    {
        if (++_depth > MaxDepth)
        {
            Fail($"groups are nested deeper than {MaxDepth}");
        }

        List<BytePattern> branches = [ReadSequence()];
        while (Peek() == '|')
        {
            _position++;
            branches.Add(ReadSequence());
        }

        _depth--;
        return branches.Count == 1 ? branches[0] : new BytePattern.Choice(branches);
    }

    private BytePattern.Sequence ReadSequence()
    {
        List<BytePattern> items = [];
        while (!IsAtEnd && Peek() is not ('|' or ')'))
        {
            items.Add(ReadRepeat(ReadItem()));
        }

        return new BytePattern.Sequence(items);
    }

    private BytePattern ReadRepeat(BytePattern item)
    {
        var (min, max) = Peek() switch { '*' => (0, -1), '+' => (1, -1), '?' => (0, 1), _ => (-1, -1) };
        if (min >= 0)
        {
            _position++;
        }
        else if (Peek() != '{' || !TryReadBounds(out min, out max))
        {
            return item;
        }

        if (item is BytePattern.Anchor)
        {
            Fail("an anchor may not be repeated");
        }

        var isLazy = Peek() == '?';
        _position += isLazy ? 1 : 0;
        _hasLazy |= isLazy;
        _hasGreedy |= !isLazy;
        if (Peek() is '*' or '+' or '?')
        {
            Fail($"'{Peek()}' repeats a repeat");
        }

        return new BytePattern.Repeat(item, min, max, !isLazy);
    }

    // A brace that is no bound is a brace.
    private bool TryReadBounds(out int min, out int max)
    {
        (min, max) = (0, -1);
        var end = _text.IndexOf('}', _position);
        var bounds = end < 0 ? [] : _text[(_position + 1)..end].Split(',');
        var isBound = bounds.Length is 1 or 2 && bounds.All(bound => bound.All(char.IsAsciiDigit)) && bounds.Any(bound => bound.Length > 0);
        if (!isBound)
        {
            return false;
        }

        _position = end + 1;
        var isTooLarge = bounds.Any(bound => bound.Length > 0 && (!int.TryParse(bound, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value > MaxRepeat));
        if (isTooLarge)
        {
            Fail($"a repeat is larger than {MaxRepeat}");
            return true;
        }

        min = bounds[0].Length == 0 ? 0 : int.Parse(bounds[0], CultureInfo.InvariantCulture);
        max = bounds[^1].Length == 0 ? -1 : int.Parse(bounds[^1], CultureInfo.InvariantCulture);
        if (max >= 0 && max < min)
        {
            Fail($"the repeat {{{min},{max}}} ends before it starts");
        }

        return true;
    }

    private BytePattern ReadItem()
    {
        var character = _text[_position++];
        switch (character)
        {
            case '(':
                return ReadGroup();
            case '[':
                return new BytePattern.Bytes(ReadClass());
            case '.':
                return new BytePattern.Bytes(_isDotAll ? ByteSet.All : ByteSet.Of((byte)'\n').Not());
            case '^':
                return new BytePattern.Anchor(AnchorKind.Start);
            case '$':
                return new BytePattern.Anchor(AnchorKind.End);
            case '\\' when Peek() is 'b' or 'B':
                return new BytePattern.Anchor(_text[_position++] == 'b' ? AnchorKind.WordBoundary : AnchorKind.NotWordBoundary);
            case '\\':
                return new BytePattern.Bytes(Fold(ReadEscape()));
            case '*' or '+' or '?':
                Fail($"'{character}' has nothing to repeat");
                return BytePattern.Empty;
            default:
                return new BytePattern.Bytes(Fold(ByteSet.Of((byte)character)));
        }
    }

    private BytePattern ReadGroup()
    {
        if (Peek() == '?')
        {
            Fail($"'(?{Peek(1)}' is not supported: YARA has no look-around, named or non-capturing groups");
        }

        var inner = ReadChoice();
        if (Peek() != ')')
        {
            Fail("a '(' is not closed");
        }

        _position++;
        return inner;
    }

    private ByteSet ReadEscape()
    {
        var character = Peek();
        _position++;
        switch (character)
        {
            case 'w' or 'W':
                return character == 'w' ? ByteSet.Word : ByteSet.Word.Not();
            case 's' or 'S':
                return character == 's' ? ByteSet.Space : ByteSet.Space.Not();
            case 'd' or 'D':
                return character == 'd' ? ByteSet.Digits : ByteSet.Digits.Not();
            case 'x' when char.IsAsciiHexDigit(Peek()) && char.IsAsciiHexDigit(Peek(1)):
                _position += 2;
                return ByteSet.Of(Convert.ToByte(_text.Substring(_position - 2, 2), 16));
            case >= '0' and <= '9':
                Fail($"the back reference '\\{character}' is not supported");
                return default;
        }

        var index = "ntrfa".IndexOf(character);
        if (index < 0 && (character == '\0' || char.IsAsciiLetter(character)))
        {
            Fail($"the escape '\\{character}' is not supported");
        }

        return ByteSet.Of((byte)(index < 0 ? character : "\n\t\r\f\a"[index]));
    }

    private ByteSet ReadClass()
    {
        var isNegated = Peek() == '^';
        _position += isNegated ? 1 : 0;
        var set = default(ByteSet);
        var isFirst = true;
        while (!IsAtEnd && (Peek() != ']' || isFirst))
        {
            isFirst = false;
            set = set.Or(ReadClassItem());
        }

        if (IsAtEnd)
        {
            Fail("a '[' is not closed");
            return default;
        }

        _position++;

        // Before the negation: [^a] without case takes neither a nor A.
        set = Fold(set);
        return isNegated ? set.Not() : set;
    }

    private ByteSet Fold(ByteSet set) => _isNoCase ? set.FoldCase() : set;

    private ByteSet ReadClassItem()
    {
        var first = ReadClassByte();
        if (Peek() != '-' || Peek(1) is ']' or '\0')
        {
            return first;
        }

        _position++;
        var last = ReadClassByte();
        if (first.Count != 1 || last.Count != 1 || last.First < first.First)
        {
            Fail("a class holds a range that ends before it starts, or is not between two bytes");
            return first;
        }

        return ByteSet.Range(first.First, last.First);
    }

    private ByteSet ReadClassByte()
    {
        var character = _text[_position++];
        return character == '\\' ? ReadEscape() : ByteSet.Of((byte)character);
    }
}
