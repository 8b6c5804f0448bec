using System.Numerics;

namespace Sallyport.Detection.Yara.Patterns;

/// <summary>Builds the automaton from the atoms of all probes.</summary>
internal sealed class ByteAutomatonBuilder
{
    /// <summary>Most states: a table of at most 64 MB.</summary>
    public const int MaxStates = 65_536;

    private readonly List<Dictionary<byte, int>> _children = [[]];
    private readonly List<List<int>> _probes = [[]];
    private readonly byte[] _classes = new byte[256];
    private int _classCount = 1;

    /// <summary>Whether no more atoms fit.</summary>
    public bool IsFull => _children.Count > MaxStates;

    /// <summary>Adds an atom of a probe.</summary>
    public void Add(int probe, ReadOnlySpan<byte> atom)
    {
        var state = 0;
        foreach (var value in atom)
        {
            var code = ClassOf(ByteAutomaton.Fold(value));
            if (!_children[state].TryGetValue(code, out var child))
            {
                child = _children.Count;
                _children.Add([]);
                _probes.Add([]);
                _children[state].Add(code, child);
            }

            state = child;
        }

        if (!_probes[state].Contains(probe))
        {
            _probes[state].Add(probe);
        }
    }

    /// <summary>Makes the dense automaton.</summary>
    public ByteAutomaton Build()
    {
        var shift = BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)_classCount));
        var (fail, order) = LinkFailures();
        var renumbered = Renumber(order, out var firstAccepting);
        var next = new int[_children.Count << shift];
        foreach (var state in order)
        {
            var row = renumbered[state] << shift;
            if (state != 0)
            {
                Array.Copy(next, renumbered[fail[state]] << shift, next, row, 1 << shift);
            }

            foreach (var (code, child) in _children[state])
            {
                next[row | code] = renumbered[child];
            }
        }

        var (starts, outputs) = Flatten(renumbered);
        return new ByteAutomaton(_classes, next, shift, firstAccepting, starts, outputs);
    }

    // At most 230 classes besides the one of all other bytes: upper case shares that of lower case.
    private byte ClassOf(byte folded)
    {
        if (_classes[folded] == 0)
        {
            _classes[folded] = (byte)_classCount++;
            if (folded is >= (byte)'a' and <= (byte)'z')
            {
                _classes[folded & ~0x20] = _classes[folded];
            }
        }

        return _classes[folded];
    }

    private (int[] Fail, List<int> Order) LinkFailures()
    {
        var fail = new int[_children.Count];
        List<int> order = [0];
        for (var index = 0; index < order.Count; index++)
        {
            var state = order[index];
            foreach (var (code, child) in _children[state])
            {
                order.Add(child);
                if (state == 0)
                {
                    continue;
                }

                var back = fail[state];
                while (back != 0 && !_children[back].ContainsKey(code))
                {
                    back = fail[back];
                }

                fail[child] = _children[back].GetValueOrDefault(code);
                _probes[child].AddRange(_probes[fail[child]]);
            }
        }

        return (fail, order);
    }

    // Accepting states come last, so that the scan tells them by one comparison. The root stays 0: it never accepts.
    private int[] Renumber(List<int> order, out int firstAccepting)
    {
        var renumbered = new int[order.Count];
        var number = 0;
        foreach (var state in order.Where(state => _probes[state].Count == 0))
        {
            renumbered[state] = number++;
        }

        firstAccepting = number;
        foreach (var state in order.Where(state => _probes[state].Count > 0))
        {
            renumbered[state] = number++;
        }

        return renumbered;
    }

    private (int[] Starts, int[] Outputs) Flatten(int[] renumbered)
    {
        var byNumber = new List<int>[renumbered.Length];
        for (var state = 0; state < renumbered.Length; state++)
        {
            byNumber[renumbered[state]] = _probes[state];
        }

        var starts = new int[renumbered.Length + 1];
        List<int> outputs = [];
        for (var number = 0; number < byNumber.Length; number++)
        {
            outputs.AddRange(byNumber[number]);
            starts[number + 1] = outputs.Count;
        }

        return (starts, [.. outputs]);
    }
}
