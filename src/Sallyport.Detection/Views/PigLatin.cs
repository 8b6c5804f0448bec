using System.Buffers;
using System.Collections.Frozen;
using Sallyport.Detection.Matching;

namespace Sallyport.Detection.Views;

/// <summary>Reads pig Latin: <c>ignoreway allway eviouspray</c>. Where a word was cut cannot be known; a common word is taken, or the most usual letters.</summary>
internal static class PigLatin
{
    private const string Ending = "ay ";
    private const string Consonants = "bcdfghjklmnpqrstvwxyz";
    private const int LeastWords = 4;
    private const int LongestStep = 40;
    private const int Reach = 64;
    private const int LeastShare = 2;
    private const int LongestOnset = 4;
    private const int RareEnding = 60;
    private const int Longest = 32;

    // Searched for as one of several, since those searches are vectorised whatever the culture.
    private static readonly SearchValues<string> Endings = SearchValues.Create([Ending], StringComparison.OrdinalIgnoreCase);

    /// <summary>The next stretch in which at least four words in close order end so, most of all words in it; false when there is none.</summary>
    public static bool Next(ReadOnlySpan<char> text, ref int position, out EncodedRun run)
    {
        var (start, last, count) = (0, -1, 0);
        while (position < text.Length)
        {
            var step = text[position..].IndexOfAny(Endings);
            var isNear = step >= 0 && last >= 0 && position + step - last <= LongestStep;
            if (count >= LeastWords && !isNear && AreMost(text[start..(last + Ending.Length)]))
            {
                // Words with a comma or stop behind them stand around those that end in a blank.
                position = Edge(text, last + Ending.Length, 1);
                run = new EncodedRun(Edge(text, start, -1), position, ViewNames.PigLatin);
                return true;
            }

            if (step < 0)
            {
                break;
            }

            (start, count) = isNear ? (start, count + 1) : (position + step, 1);
            last = position + step;
            position = last + Ending.Length;
        }

        position = text.Length;
        run = default;
        return false;
    }

    /// <summary>Writes the words put right.</summary>
    public static int Decode(ReadOnlySpan<char> text, Span<char> target) => Decode(text, target, PigLatinWords.Known);

    /// <summary>Writes the words put right, those among the known ones before others.</summary>
    public static int Decode(ReadOnlySpan<char> text, Span<char> target, FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> known)
    {
        var written = 0;
        for (var position = 0; position < text.Length;)
        {
            var start = position;
            while (position < text.Length && char.IsAsciiLetter(text[position]))
            {
                position++;
            }

            if (position > start)
            {
                written += PutWord(text[start..position], target[written..], known);
            }

            if (position < text.Length)
            {
                target[written++] = text[position++];
            }
        }

        return written;
    }

    // Between the first ending and the last.
    private static bool AreMost(ReadOnlySpan<char> text)
    {
        var (words, endings) = (0, 0);
        for (var index = 1; index < text.Length; index++)
        {
            var isEnd = char.IsAsciiLetter(text[index - 1]) && !char.IsAsciiLetter(text[index]);
            words += isEnd ? 1 : 0;
            endings += isEnd && (index == 1 || text[..index].EndsWith("ay", StringComparison.OrdinalIgnoreCase)) ? 1 : 0;
        }

        return endings * LeastShare >= words;
    }

    // Up to the next line, or the next word beyond reach.
    private static int Edge(ReadOnlySpan<char> text, int position, int direction)
    {
        for (var steps = 0; steps < 2 * Reach; steps++)
        {
            var next = direction < 0 ? position - 1 : position;
            if ((uint)next >= (uint)text.Length || text[next] == '\n' || (steps >= Reach && text[next] == ' '))
            {
                return position;
            }

            position += direction;
        }

        return position;
    }

    private static int PutWord(ReadOnlySpan<char> word, Span<char> target, FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> known)
    {
        if (word.Length is < 3 or > Longest || !word.EndsWith("ay", StringComparison.OrdinalIgnoreCase))
        {
            word.CopyTo(target);
            return word.Length;
        }

        var stem = word[..^2];
        Span<char> candidate = stackalloc char[Longest];
        var (best, bestScore) = (0, int.MinValue);
        for (var onset = 1; onset <= Math.Min(LongestOnset, stem.Length) && EndsInConsonants(stem, onset); onset++)
        {
            var turned = candidate[..Turn(stem, onset, candidate)];
            var score = known.Contains(turned) ? int.MaxValue : Score(turned);
            (best, bestScore) = score > bestScore ? (onset, score) : (best, bestScore);
        }

        // Words that began with a vowel got "way", and less often "yay": your and you are more likely than a word of theirs.
        var doubt = (stem[^1] | 0x20) switch { 'w' => 0, 'y' => RareEnding, _ => int.MaxValue };
        var isVowelWord = stem.Length > 1 && doubt < int.MaxValue && (known.Contains(stem[..^1]) || Score(stem[..^1]) - doubt >= bestScore);
        return isVowelWord ? Turn(stem[..^1], 0, target) : Turn(stem, best, target);
    }

    // The mean of its pairs, with the gaps around it.
    private static int Score(ReadOnlySpan<char> word) =>
        100 * (LetterPairs.Sum(word) + LetterPairs.Of(LetterPairs.ClassOf(word[^1]), LetterPairs.Gap)) / (word.Length + 1);

    private static int Turn(ReadOnlySpan<char> stem, int onset, Span<char> target)
    {
        stem[^onset..].CopyTo(target);
        stem[..^onset].CopyTo(target[onset..]);
        return stem.Length;
    }

    private static bool EndsInConsonants(ReadOnlySpan<char> stem, int count)
    {
        foreach (var letter in stem[^count..])
        {
            // The u of qu moves with it.
            if (!Consonants.Contains((char)(letter | 0x20), StringComparison.Ordinal) && !(letter is 'u' && stem[^count..].Contains('q')))
            {
                return false;
            }
        }

        return true;
    }
}
