using System.Globalization;

namespace Sallyport.Detection.Yara.Patterns;

/// <summary>Reads a hex string: bytes, half bytes, wildcards, jumps and alternatives.</summary>
internal sealed class HexReader
{
    private const int MaxDepth = 16;

    private readonly string _text;
    private int _position;
    private int _depth;

    private HexReader(string text) => _text = string.Concat(text.Where(character => !char.IsWhiteSpace(character)));

    /// <summary>Why it cannot be read; null when it can.</summary>
    public string? Fault { get; private set; }

    /// <summary>The pattern; null with a fault.</summary>
    public static BytePattern? Read(string text, out string? fault)
    {
        var reader = new HexReader(text);
        var pattern = reader.ReadSequence();
        if (reader._position < reader._text.Length)
        {
            reader.Fail($"'{reader.Peek()}' is not expected in a hex string");
        }

        fault = reader.Fault;
        return fault is null ? pattern : null;
    }

    private char Peek() => Fault is null && _position < _text.Length ? _text[_position] : '\0';

    private void Fail(string fault) => Fault ??= fault;

    private BytePattern.Sequence ReadSequence()
    {
        List<BytePattern> items = [];
        var endsWithJump = false;
        while (Peek() is not ('\0' or ')' or '|'))
        {
            endsWithJump = Peek() == '[';
            if (endsWithJump && items.Count == 0)
            {
                Fail("a hex string or alternative may not start with a jump");
            }

            items.Add(Peek() switch
            {
                '[' => ReadJump(),
                '(' => ReadChoice(),
                _ => ReadByte(),
            });
        }

        if (endsWithJump)
        {
            Fail("a hex string or alternative may not end with a jump");
        }

        if (items.Count == 0)
        {
            Fail("a hex string or alternative is empty");
        }

        return new BytePattern.Sequence(items);
    }

    private BytePattern ReadChoice()
    {
        if (++_depth > MaxDepth)
        {
            Fail($"alternatives are nested deeper than {MaxDepth}");
        }

        List<BytePattern> branches = [];
        do
        {
            _position++;
            branches.Add(ReadSequence());
        }
        while (Peek() == '|');

        if (Peek() != ')')
        {
            Fail("an alternative is not closed");
        }

        _position++;
        _depth--;
        return branches.Count == 1 ? branches[0] : new BytePattern.Choice(branches);
    }

    private BytePattern ReadJump()
    {
        var end = _text.IndexOf(']', _position);
        var bounds = end < 0 ? [] : _text[(_position + 1)..end].Split('-');
        _position = end < 0 ? _text.Length : end + 1;
        var isFixed = bounds.Length == 1;
        if (bounds.Length is 0 or > 2 || !TryBound(bounds[0], 0, out var least) || !TryBound(bounds[^1], -1, out var most) || (isFixed && most < 0))
        {
            Fail("a jump is not [n], [n-m], [n-] or [-]");
            return BytePattern.Empty;
        }

        if (most >= 0 && most < least)
        {
            Fail($"the jump [{bounds[0]}-{bounds[^1]}] ends before it starts");
        }

        if (_depth > 0 && (most < 0 || most > HexChain.LongestInnerJump))
        {
            Fail($"a jump inside an alternative may be {HexChain.LongestInnerJump} bytes at most");
        }

        return new BytePattern.Repeat(new BytePattern.Bytes(ByteSet.All), least, most, IsGreedy: false);
    }

    private static bool TryBound(string text, int byDefault, out int bound)
    {
        bound = byDefault;
        return text.Length == 0 || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out bound) && bound <= 1_000_000);
    }

    private BytePattern ReadByte()
    {
        if (Peek() == '~')
        {
            Fail("negated bytes (~) are not supported");
            return BytePattern.Empty;
        }

        var (high, low) = (Nibble(), Nibble());
        var set = default(ByteSet);
        for (var value = 0; value < 256; value++)
        {
            if ((high < 0 || value >> 4 == high) && (low < 0 || (value & 15) == low))
            {
                set = set.With((byte)value);
            }
        }

        return new BytePattern.Bytes(set);
    }

    // Below zero: any.
    private int Nibble()
    {
        var character = Peek();
        _position++;
        if (character == '?')
        {
            return -1;
        }

        if (!char.IsAsciiHexDigit(character))
        {
            Fail(character == '\0' ? "a byte of the hex string has one digit only" : $"'{character}' is not a hex digit");
            return 0;
        }

        return Convert.ToInt32(character.ToString(), 16);
    }
}
