using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Sallyport.Detection.Matching;

namespace Sallyport.Tests.Detection.Hostile;

/// <summary>
/// Writes texts from an expression: whole matches, and matches that stop where a repeat has just taken all it can. The second are what makes
/// an expression that can backtrack do so. Look-arounds are left out; the texts need not match.
/// </summary>
internal sealed class PatternSampler
{
    private const string Candidates = "a0 A9z/.-_='\"<>()[]{}:;,%&|$#@!?*+~^`\\\n\t\r\u00e9\u0430\u200b";
    private const int MostOfOpen = 16;

    private static readonly ConcurrentDictionary<string, char[]> Fitting = new(StringComparer.Ordinal);

    private readonly string _pattern;
    private readonly int _choice;
    private readonly bool _takesMost;
    private readonly int _cut;
    private readonly StringBuilder _text = new();
    private int _position;
    private int _repeats;
    private bool _isCut;

    private PatternSampler(string pattern, int choice, bool takesMost, int cut) => (_pattern, _choice, _takesMost, _cut) = (pattern, choice, takesMost, cut);

    /// <summary>The texts of one expression.</summary>
    public static IReadOnlyList<string> Of(string pattern)
    {
        var samples = new HashSet<string>(StringComparer.Ordinal);
        for (var choice = 0; choice < 3; choice++)
        {
            samples.Add(new PatternSampler(pattern, choice, takesMost: false, cut: -1).Write());
            var longest = new PatternSampler(pattern, choice, takesMost: true, cut: -1);
            samples.Add(longest.Write());
            for (var cut = 0; choice == 0 && cut < longest._repeats; cut++)
            {
                samples.Add(new PatternSampler(pattern, choice, takesMost: true, cut).Write());
            }
        }

        samples.Remove("");
        return [.. samples];
    }

    private string Write()
    {
        Alternatives(isWritten: true);
        return _text.ToString();
    }

    private void Alternatives(bool isWritten)
    {
        // Two passes: which alternative is written depends on how many there are.
        var start = _position;
        var count = 1;
        Skip();
        for (; At('|'); count++)
        {
            _position++;
            Skip();
        }

        var end = _position;
        _position = start;
        for (var index = 0; index < count; index++)
        {
            Sequence(isWritten && index == _choice % count);
            _position += index < count - 1 ? 1 : 0;
        }

        _position = end;
    }

    private void Skip() => Sequence(isWritten: false);

    private void Sequence(bool isWritten)
    {
        while (_position < _pattern.Length && _pattern[_position] is not ('|' or ')'))
        {
            Part(isWritten && !_isCut);
        }
    }

    private void Part(bool isWritten)
    {
        var (length, start) = (_text.Length, _position);
        Atom(isWritten);
        var end = _position;
        if (!Counts(out var least, out var most) || !isWritten)
        {
            return;
        }

        var after = _position;
        var number = _repeats++;
        var times = _takesMost ? most : least;
        _text.Length = times == 0 ? length : _text.Length;
        for (var time = 1; time < times && _text.Length < 400 && !_isCut; time++)
        {
            _position = start;
            var before = _repeats;
            Atom(isWritten: true);
            _repeats = before;
        }

        _isCut |= number == _cut;
        _position = Math.Max(after, end);
    }

    private void Atom(bool isWritten)
    {
        switch (_pattern[_position])
        {
            case '(':
                Group(isWritten);
                break;
            case '[':
                Any(_position, CharacterClass.Read(_pattern, _position)?.End ?? throw new FormatException(_pattern), isWritten);
                break;
            case '\\':
                Escape(isWritten);
                break;
            case '^' or '$':
                _position++;
                break;
            case '.':
                Any(_position, _position + 1, isWritten);
                break;
            default:
                Put(_pattern[_position++], isWritten);
                break;
        }
    }

    private void Group(bool isWritten)
    {
        var rest = _pattern.AsSpan(_position);
        var isLook = rest.StartsWith("(?=") || rest.StartsWith("(?!") || rest.StartsWith("(?<=") || rest.StartsWith("(?<!");
        _position += isLook ? (rest[2] == '<' ? 4 : 3) : rest.StartsWith("(?") ? 3 : 1;
        Alternatives(isWritten && !isLook);
        _position++;
    }

    private void Escape(bool isWritten)
    {
        var kind = _pattern[_position + 1];
        var length = kind switch { 'x' => 4, 'u' => 6, 'p' or 'P' => _pattern.IndexOf('}', _position) + 1 - _position, _ => 2 };
        if (kind is 'b' or 'B' or 'A' or 'z' or 'Z')
        {
            _position += length;
            return;
        }

        if (kind is 'x' or 'u')
        {
            Put((char)int.Parse(_pattern.AsSpan(_position + 2, length - 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture), isWritten);
            _position += length;
            return;
        }

        Any(_position, _position + length, isWritten);
    }

    private void Any(int start, int end, bool isWritten)
    {
        _position = end;
        if (isWritten)
        {
            var fitting = Fitting.GetOrAdd(_pattern[start..end], Fit);
            Put(fitting[_choice % fitting.Length], isWritten: true);
        }
    }

    private static char[] Fit(string part)
    {
        var single = new Regex("^(?:" + part + ")\\z", RegexOptions.CultureInvariant);
        char[] fitting = [.. Candidates.Where(candidate => single.IsMatch(candidate.ToString()))];
        return fitting.Length == 0 ? ['a'] : fitting;
    }

    private void Put(char character, bool isWritten)
    {
        if (isWritten)
        {
            _text.Append(character);
        }
    }

    private bool At(char character) => _position < _pattern.Length && _pattern[_position] == character;

    private bool Counts(out int least, out int most)
    {
        (least, most) = (0, MostOfOpen);
        var match = Regex.Match(_pattern[_position..], @"^(?:(?<one>[?*+])|\{(?<least>\d+)(?<comma>,)?(?<most>\d*)\})[?]?");
        if (!match.Success)
        {
            return false;
        }

        _position += match.Length;
        if (match.Groups["one"].Success)
        {
            least = match.Groups["one"].Value == "+" ? 1 : 0;
            most = match.Groups["one"].Value == "?" ? 1 : MostOfOpen;
            return true;
        }

        least = int.Parse(match.Groups["least"].Value, CultureInfo.InvariantCulture);
        most = match.Groups["most"].Length > 0 ? int.Parse(match.Groups["most"].Value, CultureInfo.InvariantCulture) : match.Groups["comma"].Success ? MostOfOpen : least;
        return true;
    }
}
