using System.Buffers;
using System.Collections.Frozen;
using Sallyport.Detection.Matching;

namespace Sallyport.Detection.Views;

/// <summary>Reads words spelled in the radiotelephony alphabet (ICAO Annex 10, volume II, 5.2.1.3): <c>India Golf November Oscar Romeo Echo</c>.</summary>
internal static class SpellingAlphabet
{
    private const int LeastLetters = 6;
    private const int LongestWord = 8;
    private const int LongestGap = 6;

    // No sentence in English does without t, o and r for long.
    private static readonly SearchValues<string> Frequent = SearchValues.Create(["tango", "oscar", "romeo"], StringComparison.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, char>.AlternateLookup<ReadOnlySpan<char>> Letters = new Dictionary<string, char>(StringComparer.OrdinalIgnoreCase)
    {
        ["alpha"] = 'a', ["alfa"] = 'a', ["bravo"] = 'b', ["charlie"] = 'c', ["delta"] = 'd', ["echo"] = 'e', ["foxtrot"] = 'f', ["golf"] = 'g', ["hotel"] = 'h',
        ["india"] = 'i', ["juliet"] = 'j', ["juliett"] = 'j', ["kilo"] = 'k', ["lima"] = 'l', ["mike"] = 'm', ["november"] = 'n', ["oscar"] = 'o', ["papa"] = 'p',
        ["quebec"] = 'q', ["romeo"] = 'r', ["sierra"] = 's', ["tango"] = 't', ["uniform"] = 'u', ["victor"] = 'v', ["whiskey"] = 'w', ["whisky"] = 'w',
        ["xray"] = 'x', ["x-ray"] = 'x', ["yankee"] = 'y', ["zulu"] = 'z',
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The next spelled stretch at or after the position, which moves behind it; false when there is none.</summary>
    public static bool Next(ReadOnlySpan<char> text, ref int position, out EncodedRun run)
    {
        while (position < text.Length && text[position..].IndexOfAny(Frequent) is >= 0 and var step)
        {
            var hit = position + step;
            var start = hit;
            while (WordBefore(text, start) is >= 0 and var before && before >= position)
            {
                start = before;
            }

            var (end, count) = (start, 0);
            while (end < text.Length && WordAt(text, end, out var next) != '\0')
            {
                count++;
                end = next;
                position = next;
                end += GapAt(text, end);
            }

            position = Math.Max(position, hit + 1);
            if (count >= LeastLetters)
            {
                run = new EncodedRun(start, position, ViewNames.Nato);
                return true;
            }
        }

        position = text.Length;
        run = default;
        return false;
    }

    /// <summary>Writes the letters. More than one blank in a gap ends a word; other signs stay, unless they only part the letters.</summary>
    public static int Decode(ReadOnlySpan<char> text, Span<char> target)
    {
        var written = 0;
        for (var position = 0; position < text.Length && WordAt(text, position, out var next) is not '\0' and var letter;)
        {
            target[written++] = letter;
            var gap = GapAt(text, next);
            position = next + gap;
            written += gap > 1 ? PutGap(text.Slice(next, gap), target[written..]) : 0;
        }

        return written;
    }

    private static int PutGap(ReadOnlySpan<char> gap, Span<char> target)
    {
        var (written, blanks) = (0, 0);
        foreach (var sign in gap)
        {
            blanks += char.IsWhiteSpace(sign) ? 1 : 0;
            if (!char.IsWhiteSpace(sign) && sign is not (',' or '-'))
            {
                target[written++] = sign;
            }
        }

        if (blanks > 1)
        {
            target[written++] = ' ';
        }

        return written;
    }

    private static char WordAt(ReadOnlySpan<char> text, int position, out int next)
    {
        next = position;
        while (next < text.Length && next - position <= LongestWord && (char.IsAsciiLetter(text[next]) || (text[next] == '-' && next == position + 1)))
        {
            next++;
        }

        return Letters.TryGetValue(text[position..next], out var letter) ? letter : '\0';
    }

    private static int WordBefore(ReadOnlySpan<char> text, int position)
    {
        var end = position;
        while (end > 0 && position - end < LongestGap && !char.IsAsciiLetter(text[end - 1]))
        {
            end--;
        }

        var start = end;
        while (start > 0 && end - start <= LongestWord && (char.IsAsciiLetter(text[start - 1]) || (text[start - 1] == '-' && start > 1 && (text[start - 2] | 0x20) == 'x')))
        {
            start--;
        }

        return end < position && Letters.ContainsKey(text[start..end]) ? start : -1;
    }

    private static int GapAt(ReadOnlySpan<char> text, int position)
    {
        var gap = 0;
        while (gap < LongestGap && position + gap < text.Length && !char.IsAsciiLetter(text[position + gap]))
        {
            gap++;
        }

        return gap;
    }
}
