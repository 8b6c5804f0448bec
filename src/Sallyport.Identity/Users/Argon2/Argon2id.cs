using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Sallyport.Identity.Users.Argon2;

/// <summary>Argon2id version 1.3 (RFC 9106, September 2021). The memory is cleared before it is given back.</summary>
internal static class Argon2id
{
    private const int Version = 0x13;
    private const int Type = 2;

    /// <summary>Derives <paramref name="tag"/> from the password.</summary>
    internal static void Derive(
        ReadOnlySpan<byte> password,
        ReadOnlySpan<byte> salt,
        ReadOnlySpan<byte> secret,
        ReadOnlySpan<byte> associated,
        Argon2Parameters parameters,
        Span<byte> tag)
    {
        Span<byte> seed = stackalloc byte[72];
        var hash = Blake2b.Begin(64);
        hash.Append(parameters.Lanes);
        hash.Append(tag.Length);
        hash.Append(parameters.MemoryKib);
        hash.Append(parameters.Passes);
        hash.Append(Version);
        hash.Append(Type);
        AppendWithLength(hash, password);
        AppendWithLength(hash, salt);
        AppendWithLength(hash, secret);
        AppendWithLength(hash, associated);
        hash.Finish(seed[..64]);

        var memory = new Argon2Memory(parameters);
        try
        {
            Begin(memory, seed);
            memory.Fill();
            Span<byte> last = MemoryMarshal.AsBytes(memory.FoldLanes());
            Stretch(last, tag);
        }
        finally
        {
            memory.Clear();
            CryptographicOperations.ZeroMemory(seed);
        }
    }

    /// <summary>The variable-length hash H′ of RFC 9106 §3.3.</summary>
    internal static void Stretch(ReadOnlySpan<byte> input, Span<byte> output)
    {
        var length = output.Length;
        var hash = Blake2b.Begin(Math.Min(64, length));
        hash.Append(length);
        hash.Append(input);
        if (length <= 64)
        {
            hash.Finish(output);
            return;
        }

        Span<byte> block = stackalloc byte[64];
        hash.Finish(block);
        block[..32].CopyTo(output);
        output = output[32..];
        while (output.Length > 64)
        {
            Blake2b.Hash(block, block);
            block[..32].CopyTo(output);
            output = output[32..];
        }

        Blake2b.Hash(block, output);
        CryptographicOperations.ZeroMemory(block);
    }

    private static void AppendWithLength(Blake2b hash, ReadOnlySpan<byte> value)
    {
        hash.Append(value.Length);
        hash.Append(value);
    }

    private static void Begin(Argon2Memory memory, Span<byte> seed)
    {
        for (var lane = 0; lane < memory.Lanes; lane++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(seed[68..], lane);
            for (var column = 0; column < 2; column++)
            {
                BinaryPrimitives.WriteInt32LittleEndian(seed[64..], column);
                Stretch(seed, MemoryMarshal.AsBytes(memory.Block(lane, column)));
            }
        }
    }
}
