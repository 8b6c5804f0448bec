namespace Sallyport.Detection.Matching;

/// <summary>The tree of all literals, a few bytes a state: children are lists, since nearly all states but the root have one or two. The rows
/// of the automaton, a hundred times as large, are written once from it.</summary>
internal sealed class LiteralTree
{
    private const int FewStates = 256;

    private readonly ushort[] _beginnings;
    private readonly List<Node> _nodes = new(FewStates) { default };

    /// <summary>Makes a tree of literals in so many classes of characters.</summary>
    public LiteralTree(int classes) => _beginnings = new ushort[classes];

    /// <summary>Number of states; the root is state 0.</summary>
    public int Count => _nodes.Count;

    /// <summary>The state behind one more character; added where there is none yet.</summary>
    public int ChildOf(int state, byte code)
    {
        if (Find(state, code) is not 0 and var known)
        {
            return known;
        }

        var added = (ushort)_nodes.Count;
        if (state == 0)
        {
            _beginnings[code] = added;
        }

        var parent = _nodes[state];
        _nodes.Add(new Node(code, 0, parent.FirstChild));
        _nodes[state] = parent with { FirstChild = added };
        return added;
    }

    /// <summary>Whether a longer beginning of a literal begins with the state's.</summary>
    public bool IsBeginning(int state) => _nodes[state].FirstChild != 0;

    /// <summary>Writes the numbers of a state's children into its row.</summary>
    public void WriteChildren(int state, Span<ushort> row, int[] numbers)
    {
        for (int child = _nodes[state].FirstChild; child != 0; child = _nodes[child].NextSibling)
        {
            row[_nodes[child].Code] = (ushort)numbers[child];
        }
    }

    /// <summary>All states, each behind those with shorter beginnings; and for each the state of the longest beginning with which its own ends.</summary>
    public (int[] Order, int[] Fails, int[] Levels) Link()
    {
        var (order, fails, levels, known) = (new int[Count], new int[Count], new int[Count], 1);
        for (var index = 0; index < known; index++)
        {
            var state = order[index];
            for (int child = _nodes[state].FirstChild; child != 0; child = _nodes[child].NextSibling)
            {
                fails[child] = state == 0 ? 0 : NextOf(fails[state], fails, _nodes[child].Code);
                levels[child] = levels[state] + 1;
                order[known++] = child;
            }
        }

        return (order, fails, levels);
    }

    private int NextOf(int state, int[] fails, byte code)
    {
        var next = Find(state, code);
        while (next == 0 && state != 0)
        {
            state = fails[state];
            next = Find(state, code);
        }

        return next;
    }

    private int Find(int state, byte code)
    {
        if (state == 0)
        {
            return _beginnings[code];
        }

        int child = _nodes[state].FirstChild;
        while (child != 0 && _nodes[child].Code != code)
        {
            child = _nodes[child].NextSibling;
        }

        return child;
    }

    private readonly record struct Node(byte Code, ushort FirstChild, ushort NextSibling);
}
