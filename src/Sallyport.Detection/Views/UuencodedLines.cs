namespace Sallyport.Detection.Views;

/// <summary>Reads uuencoded lines (POSIX uuencode): a length, then four signs to three bytes.</summary>
internal static class UuencodedLines
{
    private const int LongestLine = 45;
    private const int LeastSigns = 16;

    /// <summary>Writes the text that the lines hold; gives the length, 0 when they hold none.</summary>
    public static int Decode(ReadOnlySpan<char> text, Span<char> target)
    {
        Span<byte> bytes = stackalloc byte[LongestLine + 3];
        var written = 0;
        foreach (var range in text.Split('\n'))
        {
            var line = text[range].TrimEnd('\r');
            var length = line.IsEmpty ? 0 : (line[0] - ' ') & 63;
            var signs = (length + 2) / 3 * 4;
            // Editors cut the blanks at the end of a line, which stand for zeros.
            if (length is > 0 and <= LongestLine && line.Length > LeastSigns && line.Length - 1 <= signs + 1 && line.Length - 1 > signs - 4
                && ToBytes(line[1..Math.Min(line.Length, signs + 1)], bytes))
            {
                written += DecodedBytes.ToText(bytes[..length], target[written..]);
            }
        }

        return written;
    }

    private static bool ToBytes(ReadOnlySpan<char> signs, Span<byte> bytes)
    {
        bytes.Clear();
        for (var position = 0; position < signs.Length; position++)
        {
            if (signs[position] is < ' ' or > '`')
            {
                return false;
            }

            var value = (signs[position] - ' ') & 63;
            var (group, shift) = (position / 4 * 3, 18 - (position % 4 * 6));
            for (var index = 0; index < 3 && group + index < bytes.Length; index++)
            {
                bytes[group + index] |= (byte)((value << shift) >> (16 - (8 * index)));
            }
        }

        return true;
    }
}
