using System.Globalization;

namespace Sallyport.Detection.Masking;

/// <summary>
/// JSON text with the escapes of its strings taken off, and where each character stood: so that an address written
/// <c>joe\u0040example.org</c> is seen, and what is replaced is the escape as a whole. Takes broken JSON as it comes.
/// </summary>
internal sealed class UnescapedJson
{
    private const int LongEscape = 6;

    private readonly char[] _characters;
    private readonly int[] _starts;
    private readonly bool[] _isInString;
    private int _length;

    public UnescapedJson(ReadOnlySpan<char> text)
    {
        _characters = new char[text.Length];
        _starts = new int[text.Length + 1];
        _isInString = new bool[text.Length];
        var isInString = false;
        for (var position = 0; position < text.Length;)
        {
            var length = isInString && text[position] == '\\' ? Unescape(text[position..], out var character) : Plain(text[position], out character);
            isInString ^= length == 1 && character == '"';
            _isInString[_length] = isInString;
            _starts[_length] = position;
            _characters[_length++] = character;
            position += length;
        }

        _starts[_length] = text.Length;
    }

    /// <summary>The characters.</summary>
    public ReadOnlySpan<char> Characters => _characters.AsSpan(0, _length);

    /// <summary>Where the character stood in the text; for the position behind the last, the text's end.</summary>
    public int OriginOf(int position) => _starts[position];

    /// <summary>Whether the range is a whole number outside every string.</summary>
    public bool IsNumber(int start, int end) =>
        !_isInString[start] && !Characters[start..end].ContainsAnyExceptInRange('0', '9')
        && (start == 0 || IsBorder(_characters[start - 1])) && (end == _length || IsBorder(_characters[end]));

    /// <summary>Whether the range lies in one string and holds none of its quotes.</summary>
    public bool IsWithinString(int start, int end) => !_isInString.AsSpan(start, end - start).Contains(false) && !(start < end && IsQuote(start));

    /// <summary>Whether the range is all that its string holds.</summary>
    public bool IsWholeString(int start, int end) => start > 0 && end < _length && IsQuote(start - 1) && IsQuote(end);

    /// <summary>
    /// Cuts a range that reaches over the edge of a string into what is to be replaced within it and outside. The string's quotes, and the signs
    /// and spaces between strings, belong to no part: without them the text would be no JSON any more.
    /// </summary>
    public List<(int Start, int End)> Parts(int start, int end)
    {
        if (!HasQuote(start, end))
        {
            return [(start, end)];
        }

        List<(int Start, int End)> parts = [];
        for (var position = start; position < end;)
        {
            var from = position;
            while (position < end && !IsStructure(position) && _isInString[position] == _isInString[from])
            {
                position++;
            }

            if (position > from)
            {
                parts.Add((from, position));
            }
            else
            {
                position++;
            }
        }

        return parts;
    }

    private bool HasQuote(int start, int end)
    {
        for (var position = start; position < end; position++)
        {
            if (IsQuote(position))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsStructure(int position) =>
        IsQuote(position) || (!_isInString[position] && (char.IsWhiteSpace(_characters[position]) || _characters[position] is ',' or ':' or '[' or ']' or '{' or '}'));

    private bool IsQuote(int position) => _characters[position] == '"' && _starts[position + 1] - _starts[position] == 1;

    private static bool IsBorder(char character) => character is ',' or ':' or '[' or ']' or '}' || char.IsWhiteSpace(character);

    private static int Plain(char own, out char character)
    {
        character = own;
        return 1;
    }

    private static int Unescape(ReadOnlySpan<char> text, out char character)
    {
        if (text.Length >= LongEscape && text[1] == 'u' && ushort.TryParse(text[2..LongEscape], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            character = (char)code;
            return LongEscape;
        }

        if (text.Length < 2)
        {
            return Plain(text[0], out character);
        }

        character = text[1] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', var other => other };
        return 2;
    }
}
