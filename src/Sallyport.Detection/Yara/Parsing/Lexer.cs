using System.Globalization;
using System.Text;

namespace Sallyport.Detection.Yara.Parsing;

/// <summary>
/// Cuts a YARA file into tokens. The text is taken as UTF-8 bytes, each a character below 256, because that is what YARA's strings mean.
/// A fault becomes a <see cref="TokenKind.Bad"/> token, so that the parser reports it where it stands and goes on with the next rule.
/// </summary>
internal sealed class Lexer
{
    private const int LongestName = 128;

    private static readonly string[] TwoSigns = ["..", "==", "!=", "<=", ">=", "<<", ">>"];

    private readonly string _text;
    private readonly List<Token> _tokens = [];
    private int _position;
    private int _line = 1;
    private int _lineStart;

    private Lexer(string text) => _text = text;

    /// <summary>All tokens; the last one is the end.</summary>
    public static List<Token> Read(string source)
    {
        var lexer = new Lexer(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(source)));
        while (lexer.SkipBlank())
        {
            lexer.ReadToken();
        }

        lexer.Add(TokenKind.End, "the end of the file", lexer._position);
        return lexer._tokens;
    }

    private char Peek(int ahead = 0) => _position + ahead < _text.Length ? _text[_position + ahead] : '\0';

    private void Add(TokenKind kind, string text, int start, long number = 0) =>
        _tokens.Add(new Token(kind, text, number, _line, Math.Max(1, start - _lineStart + 1)));

    // False at the end of the text.
    private bool SkipBlank()
    {
        while (_position < _text.Length)
        {
            if (Peek() == '\n')
            {
                _line++;
                _lineStart = ++_position;
            }
            else if (Peek() is ' ' or '\t' or '\r')
            {
                _position++;
            }
            else if (Peek() == '/' && Peek(1) == '/')
            {
                _position = End(_text.IndexOf('\n', _position));
            }
            else if (Peek() == '/' && Peek(1) == '*')
            {
                SkipComment();
            }
            else if (_position == 0 && _text.StartsWith("\u00EF\u00BB\u00BF", StringComparison.Ordinal))
            {
                _position = 3;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    private int End(int index) => index < 0 ? _text.Length : index;

    private void SkipComment()
    {
        var start = _position;
        var end = _text.IndexOf("*/", _position + 2, StringComparison.Ordinal);
        if (end < 0)
        {
            Add(TokenKind.Bad, "the comment is not closed", start);
        }

        MoveTo(end < 0 ? _text.Length : end + 2);
    }

    // Keeps count of the lines that are passed.
    private void MoveTo(int position)
    {
        for (; _position < position; _position++)
        {
            if (_text[_position] == '\n')
            {
                _line++;
                _lineStart = _position + 1;
            }
        }
    }

    private void ReadToken()
    {
        var start = _position;
        var first = Peek();
        switch (first)
        {
            case >= '0' and <= '9':
                ReadNumber();
                break;
            case '$':
                _position++;
                var name = TakeName();
                Add(TokenKind.StringName, name + (Take('*') ? "*" : ""), start);
                break;
            case '#':
            case '@':
            case '!' when Peek(1) != '=':
                _position++;
                Add(first == '#' ? TokenKind.Count : first == '@' ? TokenKind.Offset : TokenKind.Length, TakeName(), start);
                break;
            case '"':
                ReadText();
                break;
            case '/':
                ReadRegex();
                break;
            case '{' when _tokens.Count > 0 && _tokens[^1] is { Kind: TokenKind.Sign, Text: "=" }:
                ReadHex();
                break;
            default:
                ReadWordOrSign();
                break;
        }
    }

    private void ReadWordOrSign()
    {
        var start = _position;
        var name = TakeName();
        if (name.Length > 0)
        {
            Add(name.Length > LongestName ? TokenKind.Bad : TokenKind.Word, name.Length > LongestName ? $"a name is longer than {LongestName} characters" : name, start);
            return;
        }

        var sign = Array.Find(TwoSigns, sign => string.CompareOrdinal(_text, start, sign, 0, 2) == 0) ?? _text[start].ToString();
        _position += sign.Length;
        if (sign.Length == 2 || "{}()[]:=<>+-*\\%&|^~.,".Contains(sign[0]))
        {
            Add(TokenKind.Sign, sign, start);
            return;
        }

        Add(TokenKind.Bad, $"the character '{(sign[0] is >= ' ' and < '\u007F' ? sign : $"\\x{(int)sign[0]:x2}")}' has no meaning here", start);
    }

    private bool Take(char character)
    {
        if (Peek() != character)
        {
            return false;
        }

        _position++;
        return true;
    }

    private string TakeName()
    {
        var start = _position;
        while (char.IsAsciiLetterOrDigit(Peek()) || Peek() == '_')
        {
            _position++;
        }

        return _text[start.._position];
    }

    private void ReadNumber()
    {
        var start = _position;
        var digits = TakeName();
        if (Peek() == '.' && char.IsAsciiDigit(Peek(1)))
        {
            _position++;
            TakeName();
            Add(TokenKind.Bad, "floating-point numbers are not supported", start);
            return;
        }

        var factor = digits.EndsWith("KB", StringComparison.Ordinal) ? 1024L : digits.EndsWith("MB", StringComparison.Ordinal) ? 1024 * 1024 : 1;
        var plain = factor > 1 ? digits[..^2] : digits;
        if (TryParse(plain, out var value) && value <= long.MaxValue / factor)
        {
            Add(TokenKind.Number, digits, start, value * factor);
            return;
        }

        Add(TokenKind.Bad, $"'{digits}' is not a whole number of at most 64 bits", start);
    }

    private static bool TryParse(string digits, out long value)
    {
        if (digits.StartsWith("0x", StringComparison.Ordinal))
        {
            return long.TryParse(digits.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value) && value >= 0;
        }

        if (!digits.StartsWith("0o", StringComparison.Ordinal))
        {
            return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        }

        value = 0;
        foreach (var digit in digits.AsSpan(2))
        {
            if (digit is < '0' or > '7' || value > long.MaxValue >> 3)
            {
                return false;
            }

            value = (value << 3) | (uint)(digit - '0');
        }

        return digits.Length > 2;
    }

    private void ReadText()
    {
        var start = _position++;
        var bytes = new StringBuilder();
        while (Peek() is not ('"' or '\n') && _position < _text.Length)
        {
            if (Peek() != '\\')
            {
                bytes.Append(_text[_position++]);
                continue;
            }

            if (!TryEscape(bytes))
            {
                Add(TokenKind.Bad, $"'\\{Peek(1)}' is not an escape of text strings; known are \\\" \\\\ \\t \\n \\r \\xHH", _position);
                _position += 2;
            }
        }

        if (!Take('"'))
        {
            Add(TokenKind.Bad, "the text is not closed on its line", start);
            return;
        }

        Add(TokenKind.Text, bytes.ToString(), start);
    }

    private bool TryEscape(StringBuilder bytes)
    {
        if (Peek(1) == 'x' && char.IsAsciiHexDigit(Peek(2)) && char.IsAsciiHexDigit(Peek(3)))
        {
            bytes.Append((char)Convert.ToInt32(_text.Substring(_position + 2, 2), 16));
            _position += 4;
            return true;
        }

        var index = "\"\\tnr".IndexOf(Peek(1));
        if (index < 0)
        {
            return false;
        }

        bytes.Append("\"\\\t\n\r"[index]);
        _position += 2;
        return true;
    }

    private void ReadRegex()
    {
        var start = _position++;
        while (Peek() is not ('/' or '\n') && _position < _text.Length)
        {
            _position += Peek() == '\\' && Peek(1) is not ('\n' or '\0') ? 2 : 1;
        }

        if (Peek() != '/')
        {
            Add(TokenKind.Bad, "the expression is not closed on its line", start);
            return;
        }

        var pattern = _text[(start + 1).._position++];
        long flags = 0;
        for (var flag = Peek(); flag is 'i' or 's'; flag = Peek())
        {
            flags |= flag == 'i' ? Token.NoCase : Token.DotAll;
            _position++;
        }

        Add(TokenKind.Regex, pattern, start, flags);
    }

    private void ReadHex()
    {
        var start = _position;
        var content = new StringBuilder();
        var (line, column) = (_line, start - _lineStart + 1);
        MoveTo(_position + 1);
        while (_position < _text.Length && Peek() != '}')
        {
            var comment = Peek() == '/' && Peek(1) is '/' or '*' ? Peek(1) : '\0';
            if (Peek() == '/' && comment != '\0')
            {
                var end = comment == '/' ? _text.IndexOf('\n', _position) : _text.IndexOf("*/", _position + 2, StringComparison.Ordinal) + 2;
                MoveTo(end < (comment == '/' ? 0 : 2) ? _text.Length : end);
                content.Append(' ');
                continue;
            }

            content.Append(Peek());
            MoveTo(_position + 1);
        }

        var isClosed = Take('}');
        _tokens.Add(new Token(isClosed ? TokenKind.Hex : TokenKind.Bad, isClosed ? content.ToString() : "the hex string is not closed", 0, line, column));
    }
}
