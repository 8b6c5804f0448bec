using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sallyport.Detection.Views;

/// <summary>
/// Looks through a text once for stretches that may be language in disguise. For each pair of characters one look-up adds six counts
/// at once; they are judged over 32 characters, every 16. Of English windows one in a hundred is suspected; what is suspected is judged again.
/// </summary>
internal static class TextProfile
{
    /// <summary>Characters summed at once; a window has two such blocks.</summary>
    public const int Block = 16;

    private const int Window = 2 * Block;
    private const int QualityBias = 6;
    private const int DirectionBias = 16;

    // Means a pair of 5.6 and of -0.35, measured: beyond them lie nine in ten windows of shifted and of reversed English.
    private const int LeastQuality = 179 + (QualityBias * Window);
    private const int LeastDirection = -11 + (DirectionBias * Window);

    // Bits 0-15 how usual, 16-31 how much more usual than backwards, then one byte each: pairs of letters, letters, digits, marks.
    private static readonly ulong[] Entries = CreateEntries();

    /// <summary>Sums of the block that starts at the position; <paramref name="last"/> is the class of the character before and becomes that of the block's last.</summary>
    public static ulong SumOf(ReadOnlySpan<char> block, ref int last)
    {
        ref var classes = ref MemoryMarshal.GetReference(LetterPairs.Classes);
        ref var entries = ref MemoryMarshal.GetArrayDataReference(Entries);
        var (sum, before) = (0UL, (uint)last);
        foreach (var character in block)
        {
            var next = (uint)Unsafe.Add(ref classes, (nuint)Math.Min((uint)character, 128u));
            sum += Unsafe.Add(ref entries, (nuint)((before << LetterPairs.RowBits) | next));
            before = next;
        }

        last = (int)before;
        return sum;
    }

    /// <summary>Sums of so many characters that say nothing: what stands before a text and behind it.</summary>
    public static ulong NothingFor(int length) => (ulong)length * Entries[(LetterPairs.Gap << LetterPairs.RowBits) | LetterPairs.Gap];

    /// <summary>What is remarkable about a window, from the sums of its two blocks.</summary>
    public static TextClue CluesOf(ulong sums)
    {
        var (quality, direction) = ((int)(sums & 0xFFFF), (int)((sums >> 16) & 0xFFFF));
        var (pairs, letters, digits, marks) = ((int)((sums >> 32) & 0xFF), (int)((sums >> 40) & 0xFF), (int)((sums >> 48) & 0xFF), (int)(sums >> 56));
        var clues = TextClue.None;
        clues |= quality < LeastQuality && letters + digits >= 12 ? TextClue.Odd : 0;
        clues |= direction < LeastDirection && letters >= 12 ? TextClue.Backwards : 0;
        clues |= letters >= 6 && 4 * pairs < letters && 2 * digits < letters ? TextClue.Apart : 0;
        clues |= digits >= 9 && 2 * pairs < digits ? TextClue.Numbers : 0;
        clues |= marks >= 12 && letters + digits <= 4 ? TextClue.Marks : 0;
        return clues;
    }

    /// <summary>Clues of one block alone: a single word pulled apart among others.</summary>
    public static TextClue CluesOfBlock(ulong sums) =>
        ((sums >> 40) & 0xFF) >= 5 && ((sums >> 32) & 0xFF) == 0 && ((sums >> 48) & 0xFF) <= 2 ? TextClue.Apart : TextClue.None;

    private static ulong[] CreateEntries()
    {
        var entries = new ulong[1 << (2 * LetterPairs.RowBits)];
        for (var first = 0; first < 1 << LetterPairs.RowBits; first++)
        {
            for (var second = 0; second < 1 << LetterPairs.RowBits; second++)
            {
                var usual = LetterPairs.Of(first, second);
                var isLetter = second < LetterPairs.Gap;
                entries[(first << LetterPairs.RowBits) | second] =
                    (ulong)(uint)(usual + QualityBias)
                    | ((ulong)(uint)(usual - LetterPairs.Of(second, first) + DirectionBias) << 16)
                    | (isLetter && first < LetterPairs.Gap ? 1UL << 32 : 0)
                    | (isLetter ? 1UL << 40 : 0)
                    | (second == LetterPairs.Digit ? 1UL << 48 : 0)
                    | (second == LetterPairs.Mark ? 1UL << 56 : 0);
            }
        }

        return entries;
    }
}
