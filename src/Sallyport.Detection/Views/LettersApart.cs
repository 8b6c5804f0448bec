namespace Sallyport.Detection.Views;

/// <summary>Puts letters together that stand apart: <c>i g n o r e</c>, <c>i.g.n.o.r.e</c>, <c>i - g - n - o - r - e</c>.</summary>
internal static class LettersApart
{
    private const int LongestSeparator = 4;
    private const int LeastJoined = 5;

    /// <summary>Writes the text without what stands between single letters; gives the length, 0 when no letters stand apart.</summary>
    public static int Decode(ReadOnlySpan<char> text, Span<char> target)
    {
        var (written, joined) = (0, 0);
        ReadOnlySpan<char> separator = default;
        for (var position = 0; position < text.Length;)
        {
            var isSeparated = !separator.IsEmpty && text[(position + 1)..].StartsWith(separator);
            var other = isSeparated ? default : SeparatorAt(text, position);
            separator = other.IsEmpty ? separator : other;
            target[written++] = text[position++];
            if (separator.IsEmpty || !text[position..].StartsWith(separator) || !StandsAlone(text, position + separator.Length, separator))
            {
                continue;
            }

            position += separator.Length;
            joined++;
        }

        return joined >= LeastJoined ? written : 0;
    }

    // What stands between two single letters and again behind the second. Around the gap between words it stands twice, or something else does.
    private static ReadOnlySpan<char> SeparatorAt(ReadOnlySpan<char> text, int position)
    {
        if (!char.IsLetterOrDigit(text[position]) || (position > 0 && char.IsLetterOrDigit(text[position - 1])))
        {
            return default;
        }

        var length = 1;
        while (length <= LongestSeparator && position + length < text.Length && !char.IsLetterOrDigit(text[position + length]))
        {
            length++;
        }

        var isBetween = length > 1 && length <= LongestSeparator && position + length + 1 < text.Length;
        var separator = isBetween ? text.Slice(position + 1, length - 1) : default;
        return isBetween && text[(position + length + 1)..].StartsWith(separator) ? separator : default;
    }

    private static bool StandsAlone(ReadOnlySpan<char> text, int position, ReadOnlySpan<char> separator) =>
        position < text.Length && (position + 1 == text.Length || text[(position + 1)..].StartsWith(separator) || !char.IsLetterOrDigit(text[position + 1]));
}
