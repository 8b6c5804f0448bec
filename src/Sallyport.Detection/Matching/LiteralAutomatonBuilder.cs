using System.Numerics;

namespace Sallyport.Detection.Matching;

/// <summary>Builds the automaton from the literals of all patterns.</summary>
internal sealed class LiteralAutomatonBuilder
{
    private const int MaxStates = ushort.MaxValue;

    // Characters beyond ASCII share a few classes: a shared class costs a look at the expression, never a missed match.
    private const int ForeignClasses = 48;

    private static readonly char[] WhiteSpace = [.. Enumerable.Range(0, char.MaxValue + 1).Select(code => (char)code).Where(char.IsWhiteSpace)];

    private readonly List<Dictionary<byte, int>> _children = [[]];
    private readonly List<List<LiteralHit>> _hits = [[]];
    private readonly byte[] _classes = new byte[char.MaxValue + 1];
    private int _asciiClasses = 1;

    /// <summary>Adds a pattern's literals (lower-cased); of <paramref name="startsWords"/> <see cref="LiteralHit.StartsWord"/> tells.</summary>
    public void Add(int pattern, IReadOnlyList<string> literals, bool startsWords = false)
    {
        foreach (var literal in literals)
        {
            var state = 0;
            foreach (var character in literal)
            {
                state = ChildOf(state, ClassOf(character));
            }

            var hit = new LiteralHit(pattern, literal.Length, startsWords);
            if (!_hits[state].Contains(hit))
            {
                _hits[state].Add(hit);
            }
        }
    }

    /// <summary>Makes the dense automaton.</summary>
    public LiteralAutomaton Build()
    {
        var classCount = 128 + ForeignClasses;
        var width = _asciiClasses;
        var foreignStart = width;
        for (var index = 0; index < _classes.Length; index++)
        {
            if (_classes[index] >= 128)
            {
                width = Math.Max(width, _classes[index] - 128 + foreignStart + 1);
            }
        }

        var shift = BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)Math.Min(width, classCount)));
        var (fail, order) = LinkFailures();
        var renumbered = Renumber(order, out var firstAccepting);
        var next = new ushort[_children.Count << shift];
        foreach (var state in order)
        {
            var row = renumbered[state] << shift;
            if (state != 0)
            {
                Array.Copy(next, renumbered[fail[state]] << shift, next, row, 1 << shift);
            }

            foreach (var (code, child) in _children[state])
            {
                next[row | Compact(code, foreignStart)] = (ushort)renumbered[child];
            }
        }

        var (starts, outputs) = Flatten(renumbered);
        var classes = Array.ConvertAll(_classes, code => (byte)Compact(code, foreignStart));
        var (depths, fails) = Beginnings(order, fail, renumbered);
        return new LiteralAutomaton(classes, next, shift, firstAccepting, starts, outputs, depths, fails);
    }

    // A state without children is a whole literal and the beginning of none.
    private (int[] Depths, int[] Fails) Beginnings(List<int> order, int[] fail, int[] renumbered)
    {
        var (own, depths, fails) = (new int[order.Count], new int[order.Count], new int[order.Count]);
        foreach (var state in order)
        {
            foreach (var child in _children[state].Values)
            {
                own[child] = own[state] + 1;
            }

            depths[renumbered[state]] = _children[state].Count > 0 ? own[state] : 0;
            fails[renumbered[state]] = renumbered[fail[state]];
        }

        return (depths, fails);
    }

    private static int Compact(byte code, int foreignStart) => code >= 128 ? code - 128 + foreignStart : code;

    private byte ClassOf(char character)
    {
        if (char.IsWhiteSpace(character) && _classes[' '] == 0)
        {
            // One class for all white space, as \s has it.
            Array.ForEach(WhiteSpace, space => _classes[space] = (byte)_asciiClasses);
            _asciiClasses++;
        }

        if (_classes[character] == 0)
        {
            var code = character < 128 ? (byte)_asciiClasses++ : (byte)(128 + (character % ForeignClasses));
            _classes[character] = code;
            _classes[char.ToUpperInvariant(character)] = code;
        }

        return _classes[character];
    }

    private int ChildOf(int state, byte code)
    {
        if (_children[state].TryGetValue(code, out var child))
        {
            return child;
        }

        if (_children.Count >= MaxStates)
        {
            throw new InvalidOperationException("The rules hold more literals than one automaton can take (65,535 states).");
        }

        child = _children.Count;
        _children.Add([]);
        _hits.Add([]);
        _children[state].Add(code, child);
        return child;
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
                _hits[child].AddRange(_hits[fail[child]]);
            }
        }

        return (fail, order);
    }

    // Accepting states come last, so that the scan tells them by one comparison. The root stays 0.
    private int[] Renumber(List<int> order, out int firstAccepting)
    {
        var renumbered = new int[order.Count];
        var number = 0;
        foreach (var state in order.Where(state => _hits[state].Count == 0))
        {
            renumbered[state] = number++;
        }

        firstAccepting = number;
        foreach (var state in order.Where(state => _hits[state].Count > 0))
        {
            renumbered[state] = number++;
        }

        return renumbered;
    }

    private (int[] Starts, LiteralHit[] Outputs) Flatten(int[] renumbered)
    {
        var byNumber = new List<LiteralHit>[renumbered.Length];
        for (var state = 0; state < renumbered.Length; state++)
        {
            byNumber[renumbered[state]] = _hits[state];
        }

        var starts = new int[renumbered.Length + 1];
        List<LiteralHit> outputs = [];
        for (var number = 0; number < byNumber.Length; number++)
        {
            outputs.AddRange(byNumber[number]);
            starts[number + 1] = outputs.Count;
        }

        return (starts, [.. outputs]);
    }
}
