using System.Globalization;
using System.Text;

namespace Sallyport.Detection.Matching;

/// <summary>
/// Turns an expression into one that says whether a match has begun at a position and may still complete with text that has not come:
/// every character it asks for may also be the end of the text. Where it cannot tell (what stands around the end) it says yes.
/// Takes only what <see cref="PatternParser"/> has accepted.
/// </summary>
internal sealed class BegunPattern
{
    private const string OrEnd = "|\\z)";

    private readonly string _pattern;
    private readonly StringBuilder _result = new("\\G(?:");
    private readonly Stack<string> _closings = new();
    private int _position;
    private int _untouched;
    private bool _looksAhead;

    private BegunPattern(string pattern) => _pattern = pattern;

    /// <summary>The expression; it matches at the position where the search starts, or not at all.</summary>
    /// <param name="pattern">The expression to turn.</param>
    /// <param name="margin">Characters behind a match that it may want to see.</param>
    public static string Of(string pattern, int margin)
    {
        var writer = new BegunPattern(pattern);
        while (writer._position < pattern.Length)
        {
            writer.Step();
        }

        // Behind its last character a match may still be looking for what must follow.
        var rest = writer._looksAhead ? string.Create(CultureInfo.InvariantCulture, $"[\\s\\S]{{0,{margin}}}") : "";
        return writer._result.Append(')').Append(rest).Append("\\z").ToString();
    }

    private void Step()
    {
        switch (_pattern[_position])
        {
            case '(':
                Open();
                break;
            case ')':
                _untouched -= _untouched > 0 ? 1 : 0;
                _result.Append(_closings.Pop());
                _position++;
                break;
            case '|' or '?' or '*' or '+':
                _result.Append(_pattern[_position++]);
                break;
            case '{' when CountsEnd() is var end and > 0:
                _result.Append(_pattern, _position, end - _position);
                _position = end;
                break;
            default:
                Atom(AtomEnd());
                break;
        }
    }

    private void Open()
    {
        string[] kinds = ["(?=", "(?!", "(?<=", "(?<!", "(?:", "(?>", "("];
        var kind = Array.Find(kinds, start => string.CompareOrdinal(_pattern, _position, start, 0, start.Length) == 0) ?? "(";
        _position += kind.Length;
        var isLook = kind is "(?=" or "(?!" or "(?<=" or "(?<!";
        if (_untouched > 0 || (isLook && kind != "(?="))
        {
            // What must not follow, or stands before, is not wanted: an end in its place would say nothing.
            _untouched++;
        }

        if (_untouched > 1 || !isLook)
        {
            // An atomic group would not give back what it took, and the end might not be reached.
            _result.Append(_untouched > 0 ? kind : "(?:");
            _closings.Push(")");
            return;
        }

        _looksAhead = true;
        _result.Append("(?:").Append(kind);
        _closings.Push(")" + OrEnd);
    }

    private void Atom(int end)
    {
        if (_untouched > 0)
        {
            _result.Append(_pattern, _position, end - _position);
        }
        else
        {
            _result.Append("(?:").Append(_pattern, _position, end - _position).Append(OrEnd);
        }

        _position = end;
    }

    private int AtomEnd()
    {
        var character = _pattern[_position];
        if (character == '[')
        {
            return CharacterClass.Read(_pattern, _position)?.End ?? _pattern.Length;
        }

        if (character != '\\')
        {
            return _position + 1;
        }

        switch (_pattern[_position + 1])
        {
            case 'p' or 'P':
                return _pattern.IndexOf('}', _position) + 1;
            case 'b' or 'B' or 'A' or 'z' or 'Z' or 's' or 'S' or 'd' or 'D' or 'w' or 'W':
                return _position + 2;
            default:
                CharacterClass.Unescape(_pattern, _position, out var end);
                return end;
        }
    }

    // A brace is a count only with numbers in it, else a character as any other.
    private int CountsEnd()
    {
        var end = _position + 1;
        while (end < _pattern.Length && (char.IsAsciiDigit(_pattern[end]) || _pattern[end] == ','))
        {
            end++;
        }

        return end > _position + 1 && end < _pattern.Length && _pattern[end] == '}' && char.IsAsciiDigit(_pattern[_position + 1]) ? end + 1 : 0;
    }
}
