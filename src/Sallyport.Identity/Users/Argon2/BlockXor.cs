using System.Numerics;
using System.Runtime.InteropServices;

namespace Sallyport.Identity.Users.Argon2;

/// <summary>XOR of whole blocks, as many words at a time as the processor can.</summary>
internal static class BlockXor
{
    /// <summary>target = x XOR y; the target may be either of them.</summary>
    internal static void Write(ReadOnlySpan<ulong> x, ReadOnlySpan<ulong> y, Span<ulong> target)
    {
        var left = MemoryMarshal.Cast<ulong, Vector<ulong>>(x);
        var right = MemoryMarshal.Cast<ulong, Vector<ulong>>(y)[..left.Length];
        var result = MemoryMarshal.Cast<ulong, Vector<ulong>>(target)[..left.Length];
        for (var i = 0; i < left.Length; i++)
        {
            result[i] = left[i] ^ right[i];
        }
    }
}
