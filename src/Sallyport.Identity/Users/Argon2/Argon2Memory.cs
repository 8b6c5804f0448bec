using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Sallyport.Identity.Users.Argon2;

/// <summary>The memory matrix of one Argon2id computation and the rule that fills it (RFC 9106 §3.2 to §3.6).</summary>
internal sealed class Argon2Memory
{
    private const int BlockWords = 128;
    private const int Slices = 4;
    private static readonly ulong[] Zero = new ulong[BlockWords];

    // Not zeroed: every block is written before it is read. Pooled: fresh pages for each sign-in cost nearly as much as the hashing, and the
    // pool gives them back under memory pressure. Words are little endian in the RFC; so are all platforms .NET 10 runs on.
    private readonly ulong[] _words;
    private readonly ulong[] _original = new ulong[BlockWords];
    private readonly ulong[] _mixed = new ulong[BlockWords];
    private readonly ulong[] _counterBlock = new ulong[BlockWords];
    private readonly ulong[] _addresses = new ulong[BlockWords];
    private readonly int _passes;
    private readonly int _laneBlocks;
    private readonly int _segmentBlocks;
    private readonly bool _usesVectors;

    internal Argon2Memory(Argon2Parameters parameters, bool allowsVectors = true)
    {
        Lanes = parameters.Lanes;
        _passes = parameters.Passes;
        _segmentBlocks = parameters.MemoryKib / (Slices * Lanes);
        _laneBlocks = _segmentBlocks * Slices;
        _words = ArrayPool<ulong>.Shared.Rent(_laneBlocks * Lanes * BlockWords);
        _usesVectors = allowsVectors && VectorPermutation.IsSupported;
    }

    internal int Lanes { get; }

    internal Span<ulong> Block(int lane, int column) => _words.AsSpan(((lane * _laneBlocks) + column) * BlockWords, BlockWords);

    internal void Fill()
    {
        for (var pass = 0; pass < _passes; pass++)
        {
            for (var slice = 0; slice < Slices; slice++)
            {
                for (var lane = 0; lane < Lanes; lane++)
                {
                    FillSegment(pass, slice, lane);
                }
            }
        }
    }

    /// <summary>XORs the last block of every lane into the first lane's and returns it.</summary>
    internal Span<ulong> FoldLanes()
    {
        var result = Block(0, _laneBlocks - 1);
        for (var lane = 1; lane < Lanes; lane++)
        {
            var other = Block(lane, _laneBlocks - 1);
            for (var i = 0; i < BlockWords; i++)
            {
                result[i] ^= other[i];
            }
        }

        return result;
    }

    /// <summary>Clears everything and gives the memory back. The matrix cannot be used afterwards.</summary>
    internal void Clear()
    {
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(_words.AsSpan(0, _laneBlocks * Lanes * BlockWords)));
        ArrayPool<ulong>.Shared.Return(_words);
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(_mixed.AsSpan()));
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(_original.AsSpan()));
    }

    private void FillSegment(int pass, int slice, int lane)
    {
        // Argon2id: the first half of the first pass takes its addresses from a counter (no side channel on the password),
        // the rest from the data (no shortcut for attackers with much hardware).
        var isIndependent = pass == 0 && slice < Slices / 2;
        if (isIndependent)
        {
            BeginAddresses(pass, slice, lane);
        }

        for (var index = pass == 0 && slice == 0 ? 2 : 0; index < _segmentBlocks; index++)
        {
            var column = (slice * _segmentBlocks) + index;
            var previous = Block(lane, column == 0 ? _laneBlocks - 1 : column - 1);
            var random = isIndependent ? NextAddress(index) : previous[0];
            var chosen = pass == 0 && slice == 0 ? lane : (int)((random >> 32) % (ulong)Lanes);
            var reference = Block(chosen, ReferenceColumn(pass, slice, index, (uint)random, chosen == lane));
            Compress(previous, reference, Block(lane, column), keepsOld: pass > 0);
        }
    }

    // RFC 9106 §3.4.2.
    private int ReferenceColumn(int pass, int slice, int index, uint random, bool isSameLane)
    {
        var finished = pass == 0 ? slice * _segmentBlocks : _laneBlocks - _segmentBlocks;
        var candidates = isSameLane ? finished + index - 1 : finished - (index == 0 ? 1 : 0);
        var squared = ((ulong)random * random) >> 32;
        var offset = candidates - 1 - (int)(((ulong)candidates * squared) >> 32);
        var start = pass == 0 || slice == Slices - 1 ? 0 : (slice + 1) * _segmentBlocks;
        return (start + offset) % _laneBlocks;
    }

    private void BeginAddresses(int pass, int slice, int lane)
    {
        Array.Clear(_counterBlock);
        _counterBlock[0] = (ulong)pass;
        _counterBlock[1] = (ulong)lane;
        _counterBlock[2] = (ulong)slice;
        _counterBlock[3] = (ulong)(_laneBlocks * Lanes);
        _counterBlock[4] = (ulong)_passes;
        _counterBlock[5] = 2;
        if (pass == 0 && slice == 0)
        {
            // The first segment begins at its third block, in the middle of the first 128 addresses.
            NextAddressBlock();
        }
    }

    private ulong NextAddress(int index)
    {
        if (index % BlockWords == 0)
        {
            NextAddressBlock();
        }

        return _addresses[index % BlockWords];
    }

    private void NextAddressBlock()
    {
        _counterBlock[6]++;
        Compress(Zero, _counterBlock, _addresses, keepsOld: false);
        Compress(Zero, _addresses, _addresses, keepsOld: false);
    }

    // The compression function G, RFC 9106 §3.5. 'target' may be the same block as 'y'.
    private void Compress(ReadOnlySpan<ulong> x, ReadOnlySpan<ulong> y, Span<ulong> target, bool keepsOld)
    {
        var original = _original.AsSpan();
        var mixed = _mixed.AsSpan();
        BlockXor.Write(x, y, original);
        original.CopyTo(mixed);
        if (_usesVectors)
        {
            VectorPermutation.Apply(mixed);
        }
        else
        {
            ScalarPermutation.Apply(mixed);
        }

        if (keepsOld)
        {
            BlockXor.Write(original, target, original);
        }

        BlockXor.Write(original, mixed, target);
    }
}
