using Sallyport.Detection.Matching;

namespace Sallyport.Detection.Views;

/// <summary>Finds stretches worth decoding, cheaply: most text holds none.</summary>
internal static class EncodedRuns
{
    /// <summary>Longest run that is decoded at once.</summary>
    public const int MaxRun = 16 * 1024;

    private const int EscapeGap = 48;

    /// <summary>The next base64 or hex run at or after <paramref name="position"/>, which moves behind it; false when there is none.</summary>
    public static bool NextBlock(ReadOnlySpan<char> text, ref int position, out EncodedRun run)
    {
        var step = position < text.Length ? AlphabetRun.IndexIn(text[position..]) : -1;
        if (step < 0)
        {
            position = text.Length;
            run = default;
            return false;
        }

        var start = position + step;
        var limit = Math.Min(text.Length, start + MaxRun);
        position = start + AlphabetRun.LengthAtStart(text[start..limit]);
        run = new EncodedRun(start, position, IsHex(text[start..position]) ? ViewNames.Hex : ViewNames.Base64);
        return true;
    }

    /// <summary>The next stretch with at least two escapes at or after <paramref name="position"/>, which moves behind it.</summary>
    public static bool NextEscapes(ReadOnlySpan<char> text, ref int position, out EncodedRun run)
    {
        var (first, last, count) = GatherEscapes(text, ref position);
        if (count < 2)
        {
            position = text.Length;
            run = default;
            return false;
        }

        var view = text[first] == '%' ? ViewNames.Percent : ViewNames.Escape;
        run = new EncodedRun(Extend(text, first, -1), Extend(text, last - 1, 1) + 1, view);
        position = Math.Max(last, run.End);
        return true;
    }

    /// <summary>Finds escapes that stand close together. A single one, far from the next, is ordinary text and is passed over.</summary>
    private static (int First, int Last, int Count) GatherEscapes(ReadOnlySpan<char> text, ref int position)
    {
        var (first, last, count) = (-1, -1, 0);
        while (position < text.Length && (first < 0 || position - first < MaxRun))
        {
            var step = EscapeReader.IndexOfStart(text[position..]);
            var isApart = step < 0 || (first >= 0 && position + step - last > EscapeGap);
            if (isApart && (count > 1 || step < 0))
            {
                break;
            }

            (first, count) = isApart ? (-1, 0) : (first, count);
            position += step;
            var length = EscapeReader.Read(text, position, out _, out _);
            if (length > 0)
            {
                first = first < 0 ? position : first;
                count++;
                last = position + length;
            }

            position += Math.Max(1, length);
        }

        return (first, last, count);
    }

    // The plain characters around escapes belong to the payload: "..%2f..%2fetc/passwd".
    private static int Extend(ReadOnlySpan<char> text, int position, int direction)
    {
        for (var steps = 0; steps < EscapeGap; steps++)
        {
            var next = position + direction;
            if ((uint)next >= (uint)text.Length || text[next] is '\n')
            {
                return position;
            }

            position = next;
        }

        return position;
    }

    private static bool IsHex(ReadOnlySpan<char> run)
    {
        if (run.Length % 2 != 0)
        {
            return false;
        }

        foreach (var character in run)
        {
            if (!char.IsAsciiHexDigit(character))
            {
                return false;
            }
        }

        return true;
    }
}
