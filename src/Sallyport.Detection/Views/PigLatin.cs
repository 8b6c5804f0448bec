using Sallyport.Detection.Matching;

namespace Sallyport.Detection.Views;

/// <summary>Reads pig Latin: <c>ignoreway allway eviouspray</c>. Where a word was cut cannot be known; the more usual word of the possible ones is taken.</summary>
internal static class PigLatin
{
    private const string Ending = "ay ";
    private const string Consonants = "bcdfghjklmnpqrstvwxyz";
    private const int LeastWords = 4;
    private const int LongestStep = 18;
    private const int LongestOnset = 4;
    private const int RareEnding = 60;
    private const int Longest = 32;

    /// <summary>The next stretch in which at least four words in close order end so; false when there is none.</summary>
    public static bool Next(ReadOnlySpan<char> text, ref int position, out EncodedRun run)
    {
        var (start, last, count) = (0, -1, 0);
        while (position < text.Length)
        {
            var step = text[position..].IndexOf(Ending, StringComparison.OrdinalIgnoreCase);
            var isNear = step >= 0 && last >= 0 && position + step - last <= LongestStep;
            if (count >= LeastWords && !isNear)
            {
                // Words with a comma or stop behind them follow the last that ends in a blank.
                position = Math.Min(text.Length, last + Ending.Length + LongestStep);
                run = new EncodedRun(start, position, ViewNames.PigLatin);
                return true;
            }

            if (step < 0)
            {
                break;
            }

            (start, count) = isNear ? (start, count + 1) : (Math.Max(0, position + step - LongestStep), 1);
            last = position + step;
            position = last + Ending.Length;
        }

        position = text.Length;
        run = default;
        return false;
    }

    /// <summary>Writes the words put right.</summary>
    public static int Decode(ReadOnlySpan<char> text, Span<char> target)
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
                written += PutWord(text[start..position], target[written..]);
            }

            if (position < text.Length)
            {
                target[written++] = text[position++];
            }
        }

        return written;
    }

    private static int PutWord(ReadOnlySpan<char> word, Span<char> target)
    {
        if (word.Length is < 3 or > Longest || !word.EndsWith("ay", StringComparison.OrdinalIgnoreCase))
        {
            word.CopyTo(target);
            return word.Length;
        }

        var stem = word[..^2];
        Span<char> candidate = stackalloc char[Longest];
        var (best, bestScore) = (0, int.MinValue);
        for (var onset = 1; onset <= Math.Min(LongestOnset, stem.Length - 1) && EndsInConsonants(stem, onset); onset++)
        {
            var score = Score(candidate[..Turn(stem, onset, candidate)]);
            (best, bestScore) = score > bestScore ? (onset, score) : (best, bestScore);
        }

        // Words that began with a vowel got "way", and less often "yay": your and you are more likely than a word of theirs.
        var doubt = (stem[^1] | 0x20) switch { 'w' => 0, 'y' => RareEnding, _ => int.MaxValue };
        var isVowelWord = stem.Length > 1 && doubt < int.MaxValue && Score(stem[..^1]) - doubt >= bestScore;
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
