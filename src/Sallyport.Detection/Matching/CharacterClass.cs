using System.Globalization;

namespace Sallyport.Detection.Matching;

/// <summary>The members of a bracket expression, as far as the analyser needs them.</summary>
/// <param name="End">Position after the closing bracket.</param>
/// <param name="Exact">The members, lower-cased, when they are few; else null.</param>
/// <param name="HoldsWhiteSpace">Whether <c>\s</c> or a space is a member, and all others are punctuation.</param>
internal sealed record CharacterClass(int End, string[]? Exact, bool HoldsWhiteSpace)
{
    /// <summary>Reads the class that opens at <paramref name="start"/>; null when it is not closed.</summary>
    public static CharacterClass? Read(string pattern, int start) => new CharacterClassReader(pattern, start).Read();

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
}
