namespace Sallyport.Detection.Matching;

/// <summary>Reads one bracket expression, member by member.</summary>
internal sealed class CharacterClassReader
{
    private const int MaxExact = 6;

    private readonly string _pattern;
    private readonly bool _isNegated;
    private readonly HashSet<char> _members = [];
    private int _position;
    private bool _isOpen;
    private bool _holdsSpace;
    private bool _isPunctuation = true;

    /// <summary>Stands behind the bracket that opens at <paramref name="start"/>.</summary>
    public CharacterClassReader(string pattern, int start)
    {
        _pattern = pattern;
        _position = start + 1;
        _isNegated = _position < pattern.Length && pattern[_position] == '^';
        _position += _isNegated ? 1 : 0;
        _isOpen = _isNegated;
    }

    /// <summary>The class; null when it is not closed.</summary>
    public CharacterClass? Read()
    {
        for (var first = true; _position < _pattern.Length; first = false)
        {
            // A bracket that closes nothing yet is a member.
            if (_pattern[_position] == ']' && !first)
            {
                var exact = _isOpen || _members.Count > MaxExact ? null : _members.Select(member => member.ToString()).ToArray();
                return new CharacterClass(_position + 1, exact, _holdsSpace && _isPunctuation && !_isNegated);
            }

            if (IsBeyondUs())
            {
                return null;
            }

            if (!TryReadNamedSet())
            {
                ReadRange();
            }
        }

        return null;
    }

    // A subtraction, a backspace and control escapes: read as something else they would give the rule a literal that no match holds.
    private bool IsBeyondUs() =>
        string.CompareOrdinal(_pattern, _position, "-[", 0, 2) == 0 || string.CompareOrdinal(_pattern, _position, "\\b", 0, 2) == 0
        || string.CompareOrdinal(_pattern, _position, "\\c", 0, 2) == 0;

    /// <summary>Sets such as <c>\s</c> or <c>\p{L}</c>: too many members to list.</summary>
    private bool TryReadNamedSet()
    {
        if (_pattern[_position] != '\\' || _position + 1 >= _pattern.Length || !"sSdDwWpP".Contains(_pattern[_position + 1], StringComparison.Ordinal))
        {
            return false;
        }

        var isSpace = _pattern[_position + 1] == 's';
        _holdsSpace |= isSpace;
        _isPunctuation &= isSpace;
        _isOpen = true;
        var close = _pattern[_position + 1] is 'p' or 'P' ? _pattern.IndexOf('}', _position) : _position + 1;
        _position = close < 0 ? _pattern.Length : close + 1;
        return true;
    }

    private void ReadRange()
    {
        var low = ReadMember();
        var high = low;
        if (_position + 1 < _pattern.Length && _pattern[_position] == '-' && _pattern[_position + 1] != ']')
        {
            _position++;
            high = ReadMember();
        }

        _isOpen |= high - low > MaxExact;
        _holdsSpace |= low == ' ';
        for (var member = low; member <= high && !_isOpen; member++)
        {
            _members.Add(char.ToLowerInvariant(member));
        }

        _isPunctuation &= high == low && !char.IsLetterOrDigit(low);
    }

    private char ReadMember() =>
        _pattern[_position] == '\\' && _position + 1 < _pattern.Length
            ? CharacterClass.Unescape(_pattern, _position, out _position)
            : _pattern[_position++];
}
