using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sallyport.Detection.Matching;

/// <summary>
/// A dense Aho–Corasick automaton over case-folded characters: one table look-up a character, whatever the number of rules.
/// The state is one number, so a stream carries it from fragment to fragment.
/// </summary>
internal sealed class LiteralAutomaton
{
    private readonly byte[] _classes;
    private readonly ushort[] _next;
    private readonly int _shift;
    private readonly int _firstAccepting;
    private readonly StateOutputs<LiteralHit> _hits;
    private readonly StateOutputs<int> _members;
    private readonly int[] _depths;
    private readonly int[] _fails;

    internal LiteralAutomaton(byte[] classes, ushort[] next, int shift, int firstAccepting, StateOutputs<LiteralHit> hits, StateOutputs<int> members, int[] depths, int[] fails, int longest)
    {
        LongestLiteral = longest;
        MemberCount = members.All.IsEmpty ? 0 : 1 + members.All.ToArray().Max();
        _classes = classes;
        _next = next;
        _shift = shift;
        _firstAccepting = firstAccepting;
        _hits = hits;
        _members = members;
        _depths = depths;
        _fails = fails;
    }

    /// <summary>Number of states, for figures.</summary>
    public int StateCount => _depths.Length;

    /// <summary>Length of the longest literal: no state looks further back.</summary>
    public int LongestLiteral { get; }

    /// <summary>How many members of partners it looks for.</summary>
    public int MemberCount { get; }

    /// <summary>The class of every character.</summary>
    public ReadOnlySpan<byte> Classes => _classes;

    /// <summary>The next state by state and class: row <c>state &lt;&lt; Shift</c>, column class.</summary>
    public ReadOnlySpan<ushort> Next => _next;

    /// <summary>Binary logarithm of a row's length.</summary>
    public int Shift => _shift;

    /// <summary>States from this one on accept.</summary>
    public int FirstAccepting => _firstAccepting;

    /// <summary>
    /// Runs on from <paramref name="position"/> to just behind the next literal; -1 when the text ends first.
    /// <paramref name="state"/> starts at 0.
    /// </summary>
    public int Advance(ReadOnlySpan<char> text, int position, ref int state)
    {
        // The class table has an entry for every char and each state a full row, so no index can leave its array.
        ref var classes = ref MemoryMarshal.GetArrayDataReference(_classes);
        ref var next = ref MemoryMarshal.GetArrayDataReference(_next);
        var shift = _shift;
        var firstAccepting = _firstAccepting;
        var current = state;
        for (; position < text.Length; position++)
        {
            current = Unsafe.Add(ref next, (current << shift) | Unsafe.Add(ref classes, (int)text[position]));
            if (current >= firstAccepting)
            {
                state = current;
                return position + 1;
            }
        }

        state = current;
        return -1;
    }

    /// <summary>Runs on together with another automaton to just behind the next literal of either; -1 when the text ends first. Each look-up
    /// waits for the one before it: two that do not wait for each other take little longer than one.</summary>
    public int Advance(LiteralAutomaton other, ReadOnlySpan<char> text, int position, ref int state, ref int otherState)
    {
        ref var classes = ref MemoryMarshal.GetArrayDataReference(_classes);
        ref var next = ref MemoryMarshal.GetArrayDataReference(_next);
        ref var otherClasses = ref MemoryMarshal.GetArrayDataReference(other._classes);
        ref var otherNext = ref MemoryMarshal.GetArrayDataReference(other._next);
        var (shift, otherShift) = (_shift, other._shift);
        var (firstAccepting, otherAccepting) = (_firstAccepting, other._firstAccepting);
        var (current, second) = (state, otherState);
        for (; position < text.Length; position++)
        {
            var character = (int)text[position];
            current = Unsafe.Add(ref next, (current << shift) | Unsafe.Add(ref classes, character));
            second = Unsafe.Add(ref otherNext, (second << otherShift) | Unsafe.Add(ref otherClasses, character));
            if (current >= firstAccepting || second >= otherAccepting)
            {
                (state, otherState) = (current, second);
                return position + 1;
            }
        }

        (state, otherState) = (current, second);
        return -1;
    }

    /// <summary>Whether a literal ends in the state.</summary>
    public bool Accepts(int state) => state >= _firstAccepting;

    /// <summary>Length of the longest beginning of a literal with which what was read ends, shorter than <paramref name="below"/>; 0 when there is none.</summary>
    public int BeginningAtEnd(int state, int below)
    {
        while (state != 0 && (_depths[state] == 0 || _depths[state] >= below))
        {
            state = _fails[state];
        }

        return _depths[state];
    }

    /// <summary>The literals that end in an accepting state.</summary>
    public ReadOnlySpan<LiteralHit> HitsIn(int state) => _hits.Of(state);

    /// <summary>Numbers of the partners' members that end in an accepting state.</summary>
    public ReadOnlySpan<int> MembersIn(int state) => _members.Of(state);
}
