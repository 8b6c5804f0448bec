using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sallyport.Detection.Views;

/// <summary>Tells which disguises fit a suspected stretch: those under which it reads clearly more like English than as it stands.</summary>
internal static class DisguiseJudge
{
    private const int Chunk = 128;
    private const int LongToken = 20;
    private const int Padded = 32;

    // Anything said in a dozen letters has so many different ones: letters repeated are a line drawn, whatever they are shifted to.
    private const int LeastVaried = 5;

    // Hundred times the mean of a pair. English has 7.2, and 6.3 in its worst windows; another cipher around it takes a little.
    private const int LeastMean = 565;
    private const int LeastGain = 60;

    // Digits read as letters make a hash a little like language, with the words around it.
    private const int LeastLeetMean = 630;
    private const int LeastTurnGain = 30;

    // Logarithms of the frequencies of a to z in English, times four.
    private static readonly int[] Frequencies = Twice([36, 25, 30, 31, 38, 29, 28, 31, 36, 14, 22, 33, 30, 36, 36, 29, 17, 34, 35, 37, 31, 26, 26, 19, 27, 17]);

    /// <summary>One bit for each disguise that fits.</summary>
    public static ulong Judge(ReadOnlySpan<char> text, TextClue clues)
    {
        ulong found = 0;
        found |= (clues & TextClue.Apart) != 0 ? 1UL << Disguise.Apart : 0;
        found |= (clues & TextClue.Numbers) != 0 && NumberList.IsLikely(text) ? 1UL << Disguise.Numbers : 0;
        found |= (clues & TextClue.Marks) != 0 ? 1UL << Disguise.Morse : 0;
        if ((clues & (TextClue.Odd | TextClue.Backwards)) == 0)
        {
            return found;
        }

        for (var start = 0; start < text.Length; start += Chunk)
        {
            // What is left at the end is judged with the characters before it.
            found |= JudgeChunk(text[Math.Max(0, Math.Min(start, text.Length - Chunk))..Math.Min(text.Length, start + Chunk)]);
        }

        return found | ((clues & TextClue.Odd) != 0 ? JudgeBlocks(text) : 0);
    }

    private static ulong JudgeChunk(ReadOnlySpan<char> text)
    {
        Span<byte> classes = stackalloc byte[Chunk];
        Span<int> letters = stackalloc int[Padded];
        letters.Clear();
        var (count, mixed, signs, small, last) = (0, 0, 0, 0, LetterPairs.Gap);
        for (var index = 0; index < text.Length; index++)
        {
            var next = LetterPairs.ClassOf(text[index]);
            classes[index] = (byte)next;
            letters[next] += 1;
            count += next < LetterPairs.Gap ? 1 : 0;
            mixed += (next is LetterPairs.Digit or LetterPairs.Sign && last < LetterPairs.Gap) || (last is LetterPairs.Digit or LetterPairs.Sign && next < LetterPairs.Gap) ? 1 : 0;
            signs += next >= LetterPairs.Gap && text[index] is > ' ' and not ('.' or ',' or '\'') ? 1 : 0;
            small += char.IsAsciiLetterLower(text[index]) ? 1 : 0;
            last = next;
        }

        var (plain, turned) = Score(classes[..text.Length], 1, 0);
        var isVaried = LetterPairs.Gap - letters[..LetterPairs.Gap].Count(0) >= LeastVaried;
        var found = isVaried && turned >= LeastMean * text.Length / 100 && turned - plain >= LeastTurnGain * text.Length / 100
            ? (1UL << Disguise.Reversed) | (1UL << Disguise.WordsReversed)
            : 0;
        found |= isVaried && count >= LongToken / 2 ? JudgeShifts(classes[..text.Length], letters, plain) : 0;
        found |= mixed >= 3 && (Fits(text, Disguise.Leet, plain, LeastLeetMean) || Fits(text, Disguise.LeetByNeighbours, plain, LeastLeetMean))
            ? (1UL << Disguise.Leet) | (1UL << Disguise.LeetByNeighbours)
            : 0;
        // Small letters come out of it only where a capital went in.
        found |= 10 * signs >= text.Length && 5 * small <= text.Length && Fits(text, Disguise.Rot47, plain, LeastMean) ? 1UL << Disguise.Rot47 : 0;
        return found;
    }

    private static ulong JudgeShifts(ReadOnlySpan<byte> classes, Span<int> letters, int plain)
    {
        letters[LetterPairs.Gap..].Clear();
        var (best, second) = (1, 1);
        var (bestFit, secondFit) = (-1, -1);
        for (var shift = 1; shift <= Disguise.Shifts; shift++)
        {
            var fit = Fit(letters, shift);
            if (fit > bestFit)
            {
                (second, secondFit, best, bestFit) = (best, bestFit, shift, fit);
            }
            else if (fit > secondFit)
            {
                (second, secondFit) = (shift, fit);
            }
        }

        return JudgeShift(classes, 1, best, plain, best)
            | (second == best ? 0 : JudgeShift(classes, 1, second, plain, second))
            | JudgeShift(classes, -1, 25, plain, Disguise.Atbash);
    }

    // Turned around as well, both disguises are one under the other: this one comes off first.
    private static ulong JudgeShift(ReadOnlySpan<byte> classes, int factor, int shift, int plain, int disguise)
    {
        var (forward, backward) = Score(classes, factor, shift);
        var score = Math.Max(forward, backward);
        return score >= LeastMean * classes.Length / 100 && score - plain >= LeastGain * classes.Length / 100 ? 1UL << disguise : 0;
    }

    private static int Fit(ReadOnlySpan<int> letters, int shift)
    {
        ref var counts = ref MemoryMarshal.GetReference(letters);
        ref var weights = ref Frequencies[shift];
        var sum = Vector256<int>.Zero;
        for (nuint index = 0; index < Padded; index += 8)
        {
            sum += Vector256.LoadUnsafe(ref counts, index) * Vector256.LoadUnsafe(ref weights, index);
        }

        return Vector256.Sum(sum);
    }

    // How usual the pairs are forwards and backwards, each letter n read as factor * n + shift.
    private static (int Forward, int Backward) Score(ReadOnlySpan<byte> classes, int factor, int shift)
    {
        Span<byte> read = stackalloc byte[Padded];
        for (var letter = 0; letter < Padded; letter++)
        {
            read[letter] = (byte)(letter < LetterPairs.Gap ? ((factor * letter) + shift + 26) % 26 : letter);
        }

        // A chunk has too few pairs for the lower half to overflow; where it is negative it has borrowed from the upper one.
        ref var table = ref MemoryMarshal.GetReference(LetterPairs.Both);
        var (sum, last) = (0, (nuint)LetterPairs.Gap);
        foreach (var letter in classes)
        {
            nuint next = read[letter];
            sum += Unsafe.Add(ref table, (last << LetterPairs.RowBits) | next);
            last = next;
        }

        var forward = (int)(short)sum;
        return (forward, (sum - forward) >> 16);
    }

    private static bool Fits(ReadOnlySpan<char> text, int disguise, int plain, int least)
    {
        Span<char> read = stackalloc char[Chunk];
        var length = DisguiseDecoder.Decode(text, disguise, read);
        var score = LetterPairs.Sum(read[..length]);
        return length > 0 && score >= least * length / 100 && score - plain >= LeastGain * length / 100;
    }

    private static ulong JudgeBlocks(ReadOnlySpan<char> text)
    {
        var token = 0;
        foreach (var character in text)
        {
            token = character is > ' ' and < (char)127 ? token + 1 : 0;
            if (token == LongToken)
            {
                return (1UL << Disguise.Base85) | (1UL << Disguise.Uuencode);
            }
        }

        return 0;
    }

    private static int[] Twice(ReadOnlySpan<int> values)
    {
        // As long as the furthest look: a shift of 25, then 32 letters, of which the last six count nothing.
        var doubled = new int[Disguise.Shifts + Padded];
        for (var index = 0; index < doubled.Length; index++)
        {
            doubled[index] = values[index % values.Length];
        }

        return doubled;
    }
}
