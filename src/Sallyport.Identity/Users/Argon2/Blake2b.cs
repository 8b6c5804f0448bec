using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace Sallyport.Identity.Users.Argon2;

/// <summary>
/// BLAKE2b without a key (RFC 7693, November 2015), for Argon2 only. The platform has no BLAKE2; the running time of this part
/// is negligible beside the memory filling, so it is written for clarity.
/// </summary>
internal sealed class Blake2b
{
    private const int BlockBytes = 128;

    private static readonly ulong[] InitialState =
    [
        0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
        0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
    ];

    private static readonly byte[][] Schedule =
    [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
        [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
        [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
        [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
        [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
        [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
        [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
        [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
        [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
        [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
    ];

    private readonly ulong[] _state = [.. InitialState];
    private readonly byte[] _block = new byte[BlockBytes];
    private readonly int _outputBytes;
    private int _filled;
    private ulong _total;

    private Blake2b(int outputBytes)
    {
        _outputBytes = outputBytes;
        _state[0] ^= 0x01010000UL ^ (ulong)outputBytes;
    }

    /// <summary>Begins a hash of 1 to 64 bytes.</summary>
    internal static Blake2b Begin(int outputBytes) => new(outputBytes);

    /// <summary>Hashes one input.</summary>
    internal static void Hash(ReadOnlySpan<byte> input, Span<byte> output)
    {
        var hash = new Blake2b(output.Length);
        hash.Append(input);
        hash.Finish(output);
    }

    internal void Append(ReadOnlySpan<byte> input)
    {
        while (!input.IsEmpty)
        {
            // The last block is compressed with a flag, so a full block waits until more input is known to follow.
            if (_filled == BlockBytes)
            {
                _total += BlockBytes;
                Compress(isLast: false);
                _filled = 0;
            }

            var taken = Math.Min(BlockBytes - _filled, input.Length);
            input[..taken].CopyTo(_block.AsSpan(_filled));
            _filled += taken;
            input = input[taken..];
        }
    }

    internal void Append(int littleEndian)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, littleEndian);
        Append(bytes);
    }

    /// <summary>Writes the hash and forgets the state.</summary>
    internal void Finish(Span<byte> output)
    {
        _total += (ulong)_filled;
        _block.AsSpan(_filled).Clear();
        Compress(isLast: true);
        Span<byte> whole = stackalloc byte[64];
        for (var i = 0; i < 8; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(whole[(i * 8)..], _state[i]);
        }

        whole[.._outputBytes].CopyTo(output);
        CryptographicOperations.ZeroMemory(whole);
        CryptographicOperations.ZeroMemory(_block);
        Array.Clear(_state);
    }

    private void Compress(bool isLast)
    {
        Span<ulong> v = stackalloc ulong[16];
        Span<ulong> m = stackalloc ulong[16];
        _state.CopyTo(v);
        InitialState.CopyTo(v[8..]);
        v[12] ^= _total;
        if (isLast)
        {
            v[14] = ~v[14];
        }

        for (var i = 0; i < 16; i++)
        {
            m[i] = BinaryPrimitives.ReadUInt64LittleEndian(_block.AsSpan(i * 8));
        }

        for (var round = 0; round < 12; round++)
        {
            Round(v, m, Schedule[round % 10]);
        }

        for (var i = 0; i < 8; i++)
        {
            _state[i] ^= v[i] ^ v[i + 8];
        }
    }

    private static void Round(Span<ulong> v, ReadOnlySpan<ulong> m, byte[] s)
    {
        Mix(v, 0, 4, 8, 12, m[s[0]], m[s[1]]);
        Mix(v, 1, 5, 9, 13, m[s[2]], m[s[3]]);
        Mix(v, 2, 6, 10, 14, m[s[4]], m[s[5]]);
        Mix(v, 3, 7, 11, 15, m[s[6]], m[s[7]]);
        Mix(v, 0, 5, 10, 15, m[s[8]], m[s[9]]);
        Mix(v, 1, 6, 11, 12, m[s[10]], m[s[11]]);
        Mix(v, 2, 7, 8, 13, m[s[12]], m[s[13]]);
        Mix(v, 3, 4, 9, 14, m[s[14]], m[s[15]]);
    }

    private static void Mix(Span<ulong> v, int a, int b, int c, int d, ulong x, ulong y)
    {
        v[a] += v[b] + x;
        v[d] = BitOperations.RotateRight(v[d] ^ v[a], 32);
        v[c] += v[d];
        v[b] = BitOperations.RotateRight(v[b] ^ v[c], 24);
        v[a] += v[b] + y;
        v[d] = BitOperations.RotateRight(v[d] ^ v[a], 16);
        v[c] += v[d];
        v[b] = BitOperations.RotateRight(v[b] ^ v[c], 63);
    }
}
