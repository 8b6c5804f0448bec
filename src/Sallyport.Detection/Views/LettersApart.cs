namespace Sallyport.Detection.Views;

/// <summary>Puts letters together that stand apart: <c>i g n o r e</c>, <c>i.g.n.o.r.e</c>, <c>i - g - n - o - r - e</c>.</summary>
internal static class LettersApart
{
    private const int LongestSeparator = 4;
    private const int LeastJoined = 5;

    // Three letters may be a word of one letter between two others: "I a.m a p.o.e.t" has blanks around its third word. Four cannot.
    private const int Sure = 3;
    private const int Likely = 2;

    /// <summary>Writes the text without what stands between single letters; gives the length, 0 when no letters stand apart.</summary>
    public static int Decode(ReadOnlySpan<char> text, Span<char> target)
    {
        var (written, joined) = (0, 0);
        var separator = FirstSeparator(text, Sure);
        separator = separator.IsEmpty ? FirstSeparator(text, Likely) : separator;
        for (var position = 0; position < text.Length;)
        {
            separator = text[(position + 1)..].StartsWith(separator) ? separator : Changed(text, position, separator, joined);
            written += Put(text[position++], target, written);
            if (separator.IsEmpty || !text[position..].StartsWith(separator) || !StandsAlone(text, position + separator.Length, separator))
            {
                continue;
            }

            position += separator.Length;
            joined++;
        }

        return joined >= LeastJoined ? written : 0;
    }

    // Who has put letters apart with one sign may take another for each word, however short. Blanks stand around words of one letter as well.
    private static ReadOnlySpan<char> Changed(ReadOnlySpan<char> text, int position, ReadOnlySpan<char> separator, int joined)
    {
        var other = SeparatorAt(text, position, joined > 0 ? Likely : Sure);
        if (other.IsWhiteSpace())
        {
            other = SeparatorAt(text, position, Sure);
        }

        return other.IsEmpty ? separator : other;
    }

    // The gap between two words is wider than usual in such texts, and rules know usual ones.
    private static int Put(char character, Span<char> target, int at)
    {
        if (character == ' ' && at > 0 && target[at - 1] == ' ')
        {
            return 0;
        }

        target[at] = character;
        return 1;
    }

    private static ReadOnlySpan<char> FirstSeparator(ReadOnlySpan<char> text, int times)
    {
        for (var position = 0; position < text.Length; position++)
        {
            var separator = SeparatorAt(text, position, times);
            if (!separator.IsEmpty)
            {
                return separator;
            }
        }

        return default;
    }

    // What stands so many times in a row behind single letters. Around the gap between words it stands twice, or something else does.
    private static ReadOnlySpan<char> SeparatorAt(ReadOnlySpan<char> text, int position, int times)
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

        if (length is 1 or > LongestSeparator)
        {
            return default;
        }

        var separator = text.Slice(position + 1, length - 1);
        for (var step = 1; step < times; step++)
        {
            position += length;
            if (position + 1 >= text.Length || !char.IsLetterOrDigit(text[position]) || !text[(position + 1)..].StartsWith(separator))
            {
                return default;
            }
        }

        return separator;
    }

    private static bool StandsAlone(ReadOnlySpan<char> text, int position, ReadOnlySpan<char> separator) =>
        position < text.Length && (position + 1 == text.Length || text[(position + 1)..].StartsWith(separator) || !char.IsLetterOrDigit(text[position + 1]));
}
