namespace Sallyport.Detection.Recognizers;

/// <summary>
/// Says where a private key ends whose header has been found: behind its END line, or where what follows cannot be a key any more. Looks at
/// most <see cref="Longest"/> characters far, and decides with at most 64 characters of what comes next, so that a stream can follow it.
/// </summary>
internal static class KeyBlock
{
    /// <summary>The longest block that is followed.</summary>
    public const int Longest = 16 * 1024;

    /// <summary>The entity of the rules that find headers.</summary>
    public static string Entity { get; } = EntitySet.NameOf(EntityType.PrivateKey);

    private const string Footer = "-----END ";
    private const string Dashes = "-----";
    private const int LongestLabel = 48;

    // A line of a key; prose has few words of this length.
    private const int ShortestLine = 16;

    /// <summary>The first position that does not belong to the key.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">A position inside the key, behind its header.</param>
    /// <param name="isLast">Whether no more text comes.</param>
    /// <param name="isOpen">Whether more text may still belong to it.</param>
    public static int EndIn(ReadOnlySpan<char> text, int from, bool isLast, out bool isOpen)
    {
        isOpen = !isLast;
        var position = from;
        while (position < text.Length)
        {
            var gap = Gap(text[position..]);
            var rest = text[(position + gap)..];
            if (rest.StartsWith(Dashes, StringComparison.Ordinal) || (rest.Length < Dashes.Length && Dashes.AsSpan().StartsWith(rest, StringComparison.Ordinal)))
            {
                return position + EndOfFooter(rest, gap, isLast, ref isOpen);
            }

            var line = LineIn(rest);
            var behind = rest[line..];
            if (!isLast && gap > 0 && line < ShortestLine && (behind is "-" || Gap(behind) == behind.Length))
            {
                return position;
            }

            if (line == 0 || (gap > 0 && line < ShortestLine && !IsLastLine(rest, line) && text[position - 1] != ':' && !(line == rest.Length && isLast)))
            {
                isOpen = false;
                return position;
            }

            position += gap + line;
        }

        return position;
    }

    private static int EndOfFooter(ReadOnlySpan<char> rest, int gap, bool isLast, ref bool isOpen)
    {
        var seen = Math.Min(rest.Length, Footer.Length);
        if (!rest[..seen].SequenceEqual(Footer.AsSpan(0, seen)))
        {
            isOpen = false;
            return 0;
        }

        var label = rest[seen..Math.Min(rest.Length, Footer.Length + LongestLabel + Dashes.Length)];
        var close = label.IndexOf(Dashes, StringComparison.Ordinal);
        if (close < 0 && !isLast && label.Length < LongestLabel + Dashes.Length)
        {
            return 0;
        }

        isOpen = false;
        return gap + seen + (close < 0 ? 0 : close + Dashes.Length);
    }

    // The last line of a key may be short, and so may the headers of an old one; both tell themselves by what follows.
    private static bool IsLastLine(ReadOnlySpan<char> rest, int line)
    {
        var behind = rest[line..];
        return rest[line - 1] == ':' || (Gap(behind) is var gap and > 0 && gap < behind.Length && behind[gap] == '-');
    }

    private static int LineIn(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit(text[length]) || text[length] is '+' or '/' or '=' or ':' or ','
            || (text[length] == '-' && length + 1 < text.Length && char.IsAsciiLetterOrDigit(text[length + 1]))))
        {
            length++;
        }

        return length;
    }

    // White space, and line ends as JSON's own text spells them.
    private static int Gap(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && (char.IsWhiteSpace(text[length]) || (text[length] == '\\' && (length + 1 == text.Length || text[length + 1] is 'n' or 'r' or 't'))))
        {
            length += text[length] == '\\' ? 2 : 1;
        }

        return Math.Min(length, text.Length);
    }
}
