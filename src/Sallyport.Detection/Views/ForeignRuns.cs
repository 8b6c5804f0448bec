using System.Buffers;
using Sallyport.Detection.Matching;

namespace Sallyport.Detection.Views;

/// <summary>Finds stretches beyond ASCII that hide text: letters turned upside down, letters under needless accents, messages in characters nobody sees.</summary>
internal static class ForeignRuns
{
    private const int Window = 32;
    private const int LeastTurned = 4;
    private const int LeastAccents = 4;
    private const int LeastInvisible = 8;
    private const int Reach = 24;

    private static readonly SearchValues<char> Turned = SearchValues.Create(UpsideDown.TurnedLetters);
    private static readonly SearchValues<char> Accented = SearchValues.Create(Accents.Letters);

    /// <summary>The next stretch of letters turned upside down.</summary>
    public static bool NextTurned(ReadOnlySpan<char> text, ref int position, out EncodedRun run) =>
        Next(text, Turned, LeastTurned, ViewNames.UpsideDown, ref position, out run);

    /// <summary>The next stretch with many accents.</summary>
    public static bool NextAccented(ReadOnlySpan<char> text, ref int position, out EncodedRun run) =>
        Next(text, Accented, LeastAccents, ViewNames.Accents, ref position, out run);

    /// <summary>The next stretch of characters nobody sees, visible ones between them not counted.</summary>
    public static bool NextInvisible(ReadOnlySpan<char> text, ref int position, out EncodedRun run)
    {
        while (position < text.Length && text[position..].IndexOfAny(InvisibleText.Carriers) is >= 0 and var step)
        {
            var start = position + step;
            var length = text[start..].IndexOfAnyExcept(InvisibleText.Carriers);
            position = length < 0 ? text.Length : start + length;
            position = Math.Min(position, start + EncodedRuns.MaxRun);
            if (position - start >= LeastInvisible)
            {
                run = new EncodedRun(start, position, ViewNames.Invisible);
                return true;
            }
        }

        position = text.Length;
        run = default;
        return false;
    }

    // So many of the characters, each at most a window after the last; with the words around them.
    private static bool Next(ReadOnlySpan<char> text, SearchValues<char> wanted, int least, string view, ref int position, out EncodedRun run)
    {
        var (first, last, count) = (-1, -1, 0);
        while (position < text.Length)
        {
            var step = text[position..].IndexOfAny(wanted);
            var isNear = step >= 0 && (last < 0 || position + step - last <= Window) && position - Math.Max(first, 0) < EncodedRuns.MaxRun;
            if (!isNear && count >= least)
            {
                run = new EncodedRun(Math.Max(0, first - Reach), Math.Min(text.Length, last + Reach), view);
                position = Math.Max(position, last + 1);
                return true;
            }

            if (step < 0)
            {
                break;
            }

            var found = position + step;
            (first, count) = isNear && first >= 0 ? (first, count + 1) : (found, 1);
            last = found;
            position = found + 1;
        }

        if (count >= least)
        {
            position = text.Length;
            run = new EncodedRun(Math.Max(0, first - Reach), Math.Min(text.Length, last + Reach), view);
            return true;
        }

        position = text.Length;
        run = default;
        return false;
    }
}
