using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Sallyport.Identity.Users.Argon2;

/// <summary>
/// The permutation P of RFC 9106 §3.6 on one 1 KiB block, four words at a time. A row is four vectors; of the columns, two
/// neighbours share each vector and are permuted together.
/// </summary>
internal static class VectorPermutation
{
    private static readonly Vector256<byte> Right24 = Vector256.Create(
        (byte)3, 4, 5, 6, 7, 0, 1, 2, 11, 12, 13, 14, 15, 8, 9, 10, 3, 4, 5, 6, 7, 0, 1, 2, 11, 12, 13, 14, 15, 8, 9, 10);

    private static readonly Vector256<byte> Right16 = Vector256.Create(
        (byte)2, 3, 4, 5, 6, 7, 0, 1, 10, 11, 12, 13, 14, 15, 8, 9, 2, 3, 4, 5, 6, 7, 0, 1, 10, 11, 12, 13, 14, 15, 8, 9);

    /// <summary>Whether this processor can.</summary>
    internal static bool IsSupported => Avx2.IsSupported;

    internal static void Apply(Span<ulong> block)
    {
        var vectors = MemoryMarshal.Cast<ulong, Vector256<ulong>>(block);
        ref var v = ref MemoryMarshal.GetReference(vectors);
        for (var row = 0; row < 32; row += 4)
        {
            PermuteRow(ref Unsafe.Add(ref v, row));
        }

        for (var pair = 0; pair < 4; pair++)
        {
            PermuteColumns(ref Unsafe.Add(ref v, pair));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PermuteRow(ref Vector256<ulong> v)
    {
        var a = v;
        var b = Unsafe.Add(ref v, 1);
        var c = Unsafe.Add(ref v, 2);
        var d = Unsafe.Add(ref v, 3);
        Mix(ref a, ref b, ref c, ref d);

        // Turns diagonals into columns: the second half mixes the same lanes again.
        b = Avx2.Permute4x64(b, 0b00_11_10_01);
        c = Avx2.Permute4x64(c, 0b01_00_11_10);
        d = Avx2.Permute4x64(d, 0b10_01_00_11);
        Mix(ref a, ref b, ref c, ref d);
        v = a;
        Unsafe.Add(ref v, 1) = Avx2.Permute4x64(b, 0b10_01_00_11);
        Unsafe.Add(ref v, 2) = Avx2.Permute4x64(c, 0b01_00_11_10);
        Unsafe.Add(ref v, 3) = Avx2.Permute4x64(d, 0b00_11_10_01);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PermuteColumns(ref Vector256<ulong> v)
    {
        Vector256<ulong> a0 = v, a1 = Unsafe.Add(ref v, 4), b0 = Unsafe.Add(ref v, 8), b1 = Unsafe.Add(ref v, 12);
        Vector256<ulong> c0 = Unsafe.Add(ref v, 16), c1 = Unsafe.Add(ref v, 20), d0 = Unsafe.Add(ref v, 24), d1 = Unsafe.Add(ref v, 28);
        Mix(ref a0, ref b0, ref c0, ref d0);
        Mix(ref a1, ref b1, ref c1, ref d1);
        (b0, b1) = (HighLow(b0, b1), HighLow(b1, b0));
        (c0, c1) = (c1, c0);
        (d0, d1) = (HighLow(d1, d0), HighLow(d0, d1));
        Mix(ref a0, ref b0, ref c0, ref d0);
        Mix(ref a1, ref b1, ref c1, ref d1);
        v = a0;
        Unsafe.Add(ref v, 4) = a1;
        Unsafe.Add(ref v, 8) = HighLow(b1, b0);
        Unsafe.Add(ref v, 12) = HighLow(b0, b1);
        Unsafe.Add(ref v, 16) = c1;
        Unsafe.Add(ref v, 20) = c0;
        Unsafe.Add(ref v, 24) = HighLow(d0, d1);
        Unsafe.Add(ref v, 28) = HighLow(d1, d0);
    }

    // Per 128-bit lane: the first's high word, then the second's low word.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> HighLow(Vector256<ulong> first, Vector256<ulong> second) => Avx2.AlignRight(second, first, 8);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(ref Vector256<ulong> a, ref Vector256<ulong> b, ref Vector256<ulong> c, ref Vector256<ulong> d)
    {
        a = MultiplyAdd(a, b);
        d = Avx2.Shuffle((d ^ a).AsUInt32(), 0b10_11_00_01).AsUInt64();
        c = MultiplyAdd(c, d);
        b = Avx2.Shuffle((b ^ c).AsByte(), Right24).AsUInt64();
        a = MultiplyAdd(a, b);
        d = Avx2.Shuffle((d ^ a).AsByte(), Right16).AsUInt64();
        c = MultiplyAdd(c, d);
        b ^= c;
        b = (b + b) ^ (b >>> 63);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> MultiplyAdd(Vector256<ulong> x, Vector256<ulong> y)
    {
        var product = Avx2.Multiply(x.AsUInt32(), y.AsUInt32());
        return x + y + product + product;
    }
}
