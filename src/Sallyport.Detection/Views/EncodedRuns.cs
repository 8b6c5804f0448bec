using System.Buffers;
using Sallyport.Detection.Matching;

namespace Sallyport.Detection.Views;

/// <summary>Finds stretches worth decoding, cheaply: most text holds none.</summary>
internal static class EncodedRuns
{
    /// <summary>Shortest base64 or hex run that is looked at.</summary>
    public const int LeastRun = 16;

    /// <summary>Longest run that is decoded at once.</summary>
    public const int MaxRun = 16 * 1024;

    private const int EscapeGap = 48;

    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_");

    /// <summary>The next base64 or hex run at or after <paramref name="position"/>, which moves behind it; false when there is none.</summary>
    public static bool NextBlock(ReadOnlySpan<char> text, ref int position, out EncodedRun run)
    {
        // A run of sixteen covers one of every sixteen positions: only those are looked at.
        for (var probe = position + LeastRun - 1; probe < text.Length; probe += LeastRun)
        {
            if (!Alphabet.Contains(text[probe]))
            {
                continue;
            }

            var behind = text[position..probe].LastIndexOfAnyExcept(Alphabet);
            var start = position + behind + 1;
            var ahead = text[probe..Math.Min(text.Length, start + MaxRun)].IndexOfAnyExcept(Alphabet);
            var end = ahead < 0 ? Math.Min(text.Length, start + MaxRun) : probe + ahead;
            if (end - start >= LeastRun)
            {
                position = end;
                run = new EncodedRun(start, end, IsHex(text[start..end]) ? ViewNames.Hex : ViewNames.Base64);
                return true;
            }

            position = end;
            probe = end - 1;
        }

        position = text.Length;
        run = default;
        return false;
    }

    /// <summary>The next stretch with at least two escapes at or after <paramref name="position"/>, which moves behind it.</summary>
    public static bool NextEscapes(ReadOnlySpan<char> text, ref int position, out EncodedRun run)
    {
        run = default;
        var (first, last, count) = (-1, -1, 0);
        while (position < text.Length)
        {
            var step = text[position..].IndexOfAny(EscapeReader.Starts);
            if (step < 0 || (first >= 0 && position + step - last > EscapeGap))
            {
                if (count > 1)
                {
                    break;
                }

                (first, count) = (-1, 0);
                if (step < 0)
                {
                    break;
                }
            }

            position += step;
            var length = EscapeReader.Read(text, position, out _, out _);
            if (length > 0)
            {
                first = first < 0 ? position : first;
                count++;
                last = position + length;
            }

            position += Math.Max(1, length);
            if (first >= 0 && position - first >= MaxRun)
            {
                break;
            }
        }

        if (count < 2)
        {
            position = Math.Max(position, text.Length);
            return false;
        }

        position = last;
        var view = text[first] == '%' ? ViewNames.Percent : ViewNames.Escape;
        run = new EncodedRun(Extend(text, first, -1), Extend(text, last - 1, 1) + 1, view);
        position = Math.Max(position, run.End);
        return true;
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
