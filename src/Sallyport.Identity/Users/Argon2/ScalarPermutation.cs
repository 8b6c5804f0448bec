using System.Numerics;

namespace Sallyport.Identity.Users.Argon2;

/// <summary>The permutation P of RFC 9106 §3.6 on one 1 KiB block, for processors without AVX2.</summary>
internal static class ScalarPermutation
{
    internal static void Apply(Span<ulong> block)
    {
        for (var row = 0; row < 8; row++)
        {
            Permute(block, row * 16, 1, 2);
        }

        for (var column = 0; column < 8; column++)
        {
            Permute(block, column * 2, 1, 16);
        }
    }

    // The sixteen words are eight pairs: words inside a pair are 'inner' apart, pairs are 'outer' apart.
    private static void Permute(Span<ulong> block, int start, int inner, int outer)
    {
        int At(int word) => start + ((word >> 1) * outer) + ((word & 1) * inner);
        for (var i = 0; i < 4; i++)
        {
            Mix(block, At(i), At(4 + i), At(8 + i), At(12 + i));
        }

        for (var i = 0; i < 4; i++)
        {
            Mix(block, At(i), At(4 + ((i + 1) & 3)), At(8 + ((i + 2) & 3)), At(12 + ((i + 3) & 3)));
        }
    }

    private static void Mix(Span<ulong> v, int a, int b, int c, int d)
    {
        v[a] = MultiplyAdd(v[a], v[b]);
        v[d] = BitOperations.RotateRight(v[d] ^ v[a], 32);
        v[c] = MultiplyAdd(v[c], v[d]);
        v[b] = BitOperations.RotateRight(v[b] ^ v[c], 24);
        v[a] = MultiplyAdd(v[a], v[b]);
        v[d] = BitOperations.RotateRight(v[d] ^ v[a], 16);
        v[c] = MultiplyAdd(v[c], v[d]);
        v[b] = BitOperations.RotateRight(v[b] ^ v[c], 63);
    }

    private static ulong MultiplyAdd(ulong x, ulong y) => x + y + (2 * (ulong)(uint)x * (uint)y);
}
