using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sallyport.Detection.Yara.Patterns;

/// <summary>
/// A dense Aho–Corasick automaton over bytes, ASCII letters folded. The rules' own automaton runs over characters; YARA's strings
/// are bytes, and look-alike bytes such as those of xor keys must not share classes.
/// </summary>
internal sealed class ByteAutomaton
{
    private readonly byte[] _classes;
    private readonly int[] _next;
    private readonly int _shift;
    private readonly int _firstAccepting;
    private readonly int[] _outputStarts;
    private readonly int[] _outputs;

    internal ByteAutomaton(byte[] classes, int[] next, int shift, int firstAccepting, int[] outputStarts, int[] outputs)
    {
        _classes = classes;
        _next = next;
        _shift = shift;
        _firstAccepting = firstAccepting;
        _outputStarts = outputStarts;
        _outputs = outputs;
    }

    /// <summary>Number of states, for figures.</summary>
    public int StateCount => _outputStarts.Length - 1;

    /// <summary>Lower case of an ASCII letter.</summary>
    public static byte Fold(byte value) => value is >= (byte)'A' and <= (byte)'Z' ? (byte)(value | 0x20) : value;

    /// <summary>Runs on to just behind the next atom; -1 when the text ends first.</summary>
    public int Advance(ReadOnlySpan<byte> text, int position, ref int state)
    {
        // The class table has an entry for every byte and each state a full row, so no index can leave its array.
        ref var classes = ref MemoryMarshal.GetArrayDataReference(_classes);
        ref var next = ref MemoryMarshal.GetArrayDataReference(_next);
        var current = state;
        for (; position < text.Length; position++)
        {
            current = Unsafe.Add(ref next, (current << _shift) | Unsafe.Add(ref classes, (int)text[position]));
            if (current >= _firstAccepting)
            {
                state = current;
                return position + 1;
            }
        }

        state = current;
        return -1;
    }

    /// <summary>Numbers of the probes whose atom ends in an accepting state.</summary>
    public ReadOnlySpan<int> ProbesIn(int state) => _outputs.AsSpan(_outputStarts[state].._outputStarts[state + 1]);
}
