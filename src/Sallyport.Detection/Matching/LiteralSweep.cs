using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sallyport.Detection.Matching;

/// <summary>
/// Runs the automaton over a text in four lanes at once. Each step of an automaton waits for the table look-up of the step before;
/// four independent walks fill that wait. Lanes overlap by the longest literal: after that many characters a walk that began at the
/// root stands in the same state as one that began at the start of the text, and only then do its hits count. So the hits are exactly
/// those of one walk, and they are given in the same order.
/// <code>
///  lane 0  ├──────────────┤
///  lane 1             ├╌╌╌┼──────────┤      ╌ overlap: hits belong to the lane before
///  lane 2                        ├╌╌╌┼──────────┤
/// </code>
/// </summary>
internal sealed class LiteralSweep(LiteralAutomaton automaton)
{
    /// <summary>How many walks run at once.</summary>
    public const int Lanes = 4;

    private const int MaxSteps = 1024;
    private const int StateBits = 16;

    // For each lane its entries in the order of the steps: step in the upper half, state in the lower one.
    private readonly int[] _entries = new int[Lanes * MaxSteps];
    private readonly int[] _counts = new int[Lanes];
    private int _stride;
    private int _start;

    /// <summary>Whether enough text is left for lanes to pay.</summary>
    public bool CanTake(int remaining) => remaining >= 6 * automaton.LongestLiteral && automaton.LongestLiteral <= MaxSteps / 4;

    /// <summary>Walks over the next block from <paramref name="position"/>, which moves behind it.</summary>
    public void Walk(ReadOnlySpan<char> text, ref int position, ref int state)
    {
        var overlap = automaton.LongestLiteral;
        var steps = Math.Min(MaxSteps, (text.Length - position + ((Lanes - 1) * overlap)) / Lanes);
        _stride = steps - overlap;
        _start = position;
        var taken = ((Lanes - 1) * _stride) + steps;
        Run(text.Slice(position, taken), steps, ref state);
        position += taken;
    }

    /// <summary>The next hit of a lane at or after entry <paramref name="index"/>, which moves behind it; false when there is none.
    /// Asking lane by lane gives all hits in the order of the text.</summary>
    public bool TryTake(int lane, ref int index, out int end, out int state)
    {
        var least = lane == 0 ? 0 : automaton.LongestLiteral;
        while (index < _counts[lane])
        {
            var entry = _entries[(lane * MaxSteps) + index++];
            var step = entry >> StateBits;
            if (step >= least)
            {
                end = _start + (lane * _stride) + step + 1;
                state = entry & ushort.MaxValue;
                return true;
            }
        }

        (end, state) = (0, 0);
        return false;
    }

    // Optimised at once: the first long prompt after the start runs long enough here to matter. No calls and no bounds checks in the loop: the class table has an entry for every char, each state a full row, and the entries
    // hold one hit for every step of every lane.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Run(ReadOnlySpan<char> text, int steps, ref int state)
    {
        ref var classes = ref MemoryMarshal.GetReference(automaton.Classes);
        ref var next = ref MemoryMarshal.GetReference(automaton.Next);
        ref var entries = ref MemoryMarshal.GetArrayDataReference(_entries);
        ref var first = ref MemoryMarshal.GetReference(text);
        ref var second = ref Unsafe.Add(ref first, _stride);
        ref var third = ref Unsafe.Add(ref second, _stride);
        ref var fourth = ref Unsafe.Add(ref third, _stride);
        var (shift, accepting, end) = (automaton.Shift, (nuint)automaton.FirstAccepting, (nuint)steps);
        nuint inFirst = 0, inSecond = MaxSteps, inThird = 2 * MaxSteps, inFourth = 3 * MaxSteps;
        nuint a = (uint)state, b = 0, c = 0, d = 0;
        for (nuint step = 0; step < end; step++)
        {
            a = Unsafe.Add(ref next, (a << shift) | Unsafe.Add(ref classes, (nuint)Unsafe.Add(ref first, step)));
            b = Unsafe.Add(ref next, (b << shift) | Unsafe.Add(ref classes, (nuint)Unsafe.Add(ref second, step)));
            c = Unsafe.Add(ref next, (c << shift) | Unsafe.Add(ref classes, (nuint)Unsafe.Add(ref third, step)));
            d = Unsafe.Add(ref next, (d << shift) | Unsafe.Add(ref classes, (nuint)Unsafe.Add(ref fourth, step)));
            if (a >= accepting)
            {
                Unsafe.Add(ref entries, inFirst++) = (int)((step << StateBits) | a);
            }

            if (b >= accepting)
            {
                Unsafe.Add(ref entries, inSecond++) = (int)((step << StateBits) | b);
            }

            if (c >= accepting)
            {
                Unsafe.Add(ref entries, inThird++) = (int)((step << StateBits) | c);
            }

            if (d >= accepting)
            {
                Unsafe.Add(ref entries, inFourth++) = (int)((step << StateBits) | d);
            }
        }

        state = (int)d;
        (_counts[0], _counts[1]) = ((int)inFirst, (int)inSecond - MaxSteps);
        (_counts[2], _counts[3]) = ((int)inThird - (2 * MaxSteps), (int)inFourth - (3 * MaxSteps));
    }
}
