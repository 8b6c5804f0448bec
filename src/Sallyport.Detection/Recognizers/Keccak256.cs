using System.Buffers.Binary;
using System.Numerics;

namespace Sallyport.Detection.Recognizers;

/// <summary>
/// Keccak-256 as Ethereum uses it for checksums: the function of FIPS 202 with the padding of the original submission, which the
/// framework's SHA3-256 does not offer. For inputs of less than one block; not for secrets.
/// </summary>
internal static class Keccak256
{
    private const int Rate = 136;
    private const int Rounds = 24;

    /// <summary>Hashes less than 136 bytes into 32.</summary>
    public static void Hash(ReadOnlySpan<byte> input, Span<byte> output)
    {
        Span<byte> block = stackalloc byte[Rate];
        block.Clear();
        input.CopyTo(block);
        block[input.Length] ^= 0x01;
        block[Rate - 1] ^= 0x80;
        Span<ulong> state = stackalloc ulong[25];
        state.Clear();
        for (var index = 0; index < Rate / 8; index++)
        {
            state[index] = BinaryPrimitives.ReadUInt64LittleEndian(block[(index * 8)..]);
        }

        Permute(state);
        for (var index = 0; index < 4; index++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(output[(index * 8)..], state[index]);
        }
    }

    private static void Permute(Span<ulong> state)
    {
        Span<ulong> column = stackalloc ulong[5];
        byte register = 1;
        for (var round = 0; round < Rounds; round++)
        {
            Mix(state, column);
            Rotate(state);
            for (var row = 0; row < 25; row += 5)
            {
                state.Slice(row, 5).CopyTo(column);
                for (var index = 0; index < 5; index++)
                {
                    state[row + index] = column[index] ^ (~column[(index + 1) % 5] & column[(index + 2) % 5]);
                }
            }

            state[0] ^= RoundConstant(ref register);
        }
    }

    private static void Mix(Span<ulong> state, Span<ulong> column)
    {
        for (var index = 0; index < 5; index++)
        {
            column[index] = state[index] ^ state[index + 5] ^ state[index + 10] ^ state[index + 15] ^ state[index + 20];
        }

        for (var index = 0; index < 25; index++)
        {
            state[index] ^= column[(index + 4) % 5] ^ BitOperations.RotateLeft(column[(index + 1) % 5], 1);
        }
    }

    // Each lane moves to the next one's place, turned by the next triangular number.
    private static void Rotate(Span<ulong> state)
    {
        var (x, y, moved) = (1, 0, state[1]);
        for (var step = 1; step <= 24; step++)
        {
            (x, y) = (y, ((2 * x) + (3 * y)) % 5);
            var kept = state[x + (5 * y)];
            state[x + (5 * y)] = BitOperations.RotateLeft(moved, step * (step + 1) / 2 % 64);
            moved = kept;
        }
    }

    // The linear feedback register of the specification gives the bits at the places 2^j - 1.
    private static ulong RoundConstant(ref byte register)
    {
        var constant = 0ul;
        for (var bit = 0; bit < 7; bit++)
        {
            constant ^= (register & 1) == 1 ? 1ul << ((1 << bit) - 1) : 0;
            register = (byte)((register << 1) ^ ((register >> 7) * 0x71));
        }

        return constant;
    }
}
