using System.Globalization;

namespace Sallyport.Detection.Matching;

/// <summary>The members of a bracket expression, as far as the analyser needs them.</summary>
/// <param name="End">Position after the closing bracket.</param>
/// <param name="Exact">The members, lower-cased, when they are few; else null.</param>
/// <param name="HoldsWhiteSpace">Whether <c>\s</c> or a space is a member, and all others are punctuation.</param>
internal sealed record CharacterClass(int End, string[]? Exact, bool HoldsWhiteSpace)
{
    private const int MaxExact = 6;

    /// <summary>Reads the class that opens at <paramref name="start"/>; null when it is not closed.</summary>
    public static CharacterClass? Read(string pattern, int start)
    {
        var position = start + 1;
        var isNegated = position < pattern.Length && pattern[position] == '^';
        position += isNegated ? 1 : 0;
        var isOpen = isNegated;
        var holdsSpace = false;
        var isPunctuation = true;
        HashSet<char> members = [];
        for (var first = true; position < pattern.Length; first = false)
        {
            if (pattern[position] == ']' && !first)
            {
                var exact = isOpen || members.Count > MaxExact ? null : members.Select(member => member.ToString()).ToArray();
                return new CharacterClass(position + 1, exact, holdsSpace && isPunctuation && !isNegated);
            }

            if (pattern[position] == '\\' && position + 1 < pattern.Length && "sSdDwWpP".Contains(pattern[position + 1], StringComparison.Ordinal))
            {
                holdsSpace |= pattern[position + 1] == 's';
                isPunctuation &= pattern[position + 1] == 's';
                isOpen = true;
                var close = pattern[position + 1] is 'p' or 'P' ? pattern.IndexOf('}', position) : position + 1;
                position = close < 0 ? pattern.Length : close + 1;
                continue;
            }

            var low = ReadMember(pattern, ref position);
            var high = low;
            if (position + 1 < pattern.Length && pattern[position] == '-' && pattern[position + 1] != ']')
            {
                position++;
                high = ReadMember(pattern, ref position);
            }

            isOpen |= high - low > MaxExact;
            holdsSpace |= low == ' ';
            for (var member = low; member <= high && !isOpen; member++)
            {
                members.Add(char.ToLowerInvariant(member));
            }

            isPunctuation &= high == low && !char.IsLetterOrDigit(low);
        }

        return null;
    }

    /// <summary>The character an escape at <paramref name="position"/> stands for.</summary>
    public static char Unescape(string pattern, int position, out int next)
    {
        var escaped = pattern[position + 1];
        var digits = escaped switch { 'x' => 2, 'u' => 4, _ => 0 };
        if (digits > 0 && position + 2 + digits <= pattern.Length
            && ushort.TryParse(pattern.AsSpan(position + 2, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            next = position + 2 + digits;
            return (char)code;
        }

        next = position + 2;
        return escaped switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'f' => '\f', 'v' => '\v', 'e' => '\u001b', 'a' => '\a', _ => escaped };
    }

    private static char ReadMember(string pattern, ref int position)
    {
        if (pattern[position] == '\\' && position + 1 < pattern.Length)
        {
            return Unescape(pattern, position, out position);
        }

        return pattern[position++];
    }
}
