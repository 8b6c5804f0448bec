using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sallyport.Detection.Views;

/// <summary>Finds sixteen characters of the base64 alphabet in a row. Ordinary text is full of shorter runs, its words, so a search
/// that stops at each of them is slow; this one looks at 64 characters at once.</summary>
internal static class AlphabetRun
{
    /// <summary>Length of the run that is looked for.</summary>
    public const int Length = 16;

    private const int Window = 64;

    /// <summary>The alphabet of base64 and of its URL form.</summary>
    internal static readonly SearchValues<char> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_");

    /// <summary>Where the first such run starts; -1 when there is none.</summary>
    public static int IndexIn(ReadOnlySpan<char> text)
    {
        var position = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            // Windows overlap by fifteen characters, so that no run is cut.
            ref var first = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));
            for (; position + Window <= text.Length; position += Window - Length + 1)
            {
                var starts = StartsOfRuns(MembersOf(ref Unsafe.Add(ref first, position)));
                if (starts != 0)
                {
                    return position + BitOperations.TrailingZeroCount(starts);
                }
            }
        }

        return IndexInRest(text, position);
    }

    /// <summary>Whether the character belongs to the alphabet.</summary>
    public static bool IsMember(char character) => char.IsAsciiLetterOrDigit(character) || character is '+' or '/' or '-' or '_';

    /// <summary>Length of the run with which the text begins.</summary>
    public static int LengthAtStart(ReadOnlySpan<char> text) => text.IndexOfAnyExcept(Alphabet) is >= 0 and var length ? length : text.Length;

    private static int IndexInRest(ReadOnlySpan<char> text, int position)
    {
        // Backwards from where a run that begins here would end: what stops it there is the earliest place behind which one can begin.
        while (position + Length <= text.Length)
        {
            var last = position + Length - 1;
            while (last >= position && IsMember(text[last]))
            {
                last--;
            }

            if (last < position)
            {
                return position;
            }

            position = last + 1;
        }

        return -1;
    }

    // Bit n stays set where bits n to n+15 are set.
    private static ulong StartsOfRuns(ulong members)
    {
        members &= members >> 1;
        members &= members >> 2;
        members &= members >> 4;
        return members & (members >> 8);
    }

    private static ulong MembersOf(ref ushort first) =>
        MembersOf(Vector256.LoadUnsafe(ref first), Vector256.LoadUnsafe(ref first, 16))
        | ((ulong)MembersOf(Vector256.LoadUnsafe(ref first, 32), Vector256.LoadUnsafe(ref first, 48)) << 32);

    // Characters beyond a byte saturate to 0xFF, which is no member.
    private static uint MembersOf(Vector256<ushort> low, Vector256<ushort> high)
    {
        var text = Vector256.NarrowWithSaturation(low, high);
        var letters = Vector256.LessThanOrEqual((text | Vector256.Create((byte)0x20)) - Vector256.Create((byte)'a'), Vector256.Create((byte)25));
        var digits = Vector256.LessThanOrEqual(text - Vector256.Create((byte)'/'), Vector256.Create((byte)10));
        var signs = Vector256.Equals(text, Vector256.Create((byte)'+')) | Vector256.Equals(text, Vector256.Create((byte)'-')) | Vector256.Equals(text, Vector256.Create((byte)'_'));
        return (letters | digits | signs).ExtractMostSignificantBits();
    }
}
