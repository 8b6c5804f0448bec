namespace Sallyport.Detection.Matching;

/// <summary>Builds the automaton from the literals of all patterns: first a tree of few bytes a state, then a full row for each
/// state, which are written once.</summary>
/// <param name="longest">How many characters of a literal are looked for; a hit then is as long as that.</param>
internal sealed class LiteralAutomatonBuilder(int longest = int.MaxValue)
{
    /// <summary>Enough of a literal to say where an expression should look: what follows makes it little rarer, and the table three times as large.</summary>
    public const int Telling = 8;

    private const int MaxStates = ushort.MaxValue;

    // A row has a column for each class. Characters beyond ASCII share the last of them: a shared class costs a look at the expression,
    // never a missed match.
    private const int Shift = 7;
    private const int Columns = 1 << Shift;
    private const int FirstForeign = 80;

    private const char Kelvin = '\u212a';

    private static readonly char[] WhiteSpace = [.. Enumerable.Range(0, char.MaxValue + 1).Select(code => (char)code).Where(char.IsWhiteSpace)];

    private readonly List<LiteralHit[]?> _hits = [null];
    private readonly Dictionary<int, int[]> _members = [];
    private readonly LiteralTree _tree = new(Columns);
    private readonly byte[] _classes = new byte[char.MaxValue + 1];
    private byte _ownClasses = 1;
    private int _deepest = 1;

    /// <summary>Adds a pattern's literals (lower-cased); of <paramref name="startsWords"/> <see cref="LiteralHit.StartsWord"/> tells.</summary>
    public void Add(int pattern, IReadOnlyList<string> literals, bool startsWords = false)
    {
        foreach (var literal in literals)
        {
            var state = StateOf(literal, out var length);
            var hit = new LiteralHit(pattern, length, startsWords);
            if (_hits[state] is not { } hits || !hits.Contains(hit))
            {
                _hits[state] = [.. _hits[state] ?? [], hit];
            }
        }
    }

    /// <summary>Adds a member (lower-cased) of a pattern's partner. Two that are cut to the same literal have one number.</summary>
    /// <returns>The member's number.</returns>
    public int AddMember(string member)
    {
        var state = StateOf(member, out _);
        if (!_members.TryGetValue(state, out var numbers))
        {
            _members.Add(state, numbers = [_members.Count]);
        }

        return numbers[0];
    }

    /// <summary>Makes the dense automaton. The builder is of no use after that.</summary>
    public LiteralAutomaton Build()
    {
        var (order, fails, levels) = _tree.Link();
        var numbers = Number(order, fails, out var firstAccepting);
        var (depths, backs) = (new int[order.Length], new int[order.Length]);
        foreach (var state in order)
        {
            depths[numbers[state]] = _tree.IsBeginning(state) ? levels[state] : 0;
            backs[numbers[state]] = numbers[fails[state]];
        }

        var hits = new StateOutputs<LiteralHit>(state => _hits[state], order, fails, numbers);
        var members = new StateOutputs<int>(_members.GetValueOrDefault, order, fails, numbers);
        return new LiteralAutomaton(_classes, RowsOf(order, fails, numbers), Shift, firstAccepting, hits, members, depths, backs, _deepest);
    }

    private int StateOf(string literal, out int length)
    {
        var state = 0;
        length = Math.Min(literal.Length, longest);
        _deepest = Math.Max(_deepest, length);
        foreach (var character in literal.AsSpan(0, length))
        {
            state = ChildOf(state, ClassOf(character));
        }

        return state;
    }

    private byte ClassOf(char character)
    {
        if (char.IsWhiteSpace(character) && _classes[' '] == 0)
        {
            // One class for all white space, as \s has it.
            Array.ForEach(WhiteSpace, space => _classes[space] = _ownClasses);
            _ownClasses++;
        }

        if (_classes[character] == 0)
        {
            // All that have one capital share a class, so that no letter takes another's capital away (the long s is an S as well).
            var capital = char.ToUpperInvariant(character);
            var small = char.ToLowerInvariant(capital);
            if (_classes[small] == 0)
            {
                // ASCII without capitals and white space has fewer characters than there are classes of their own.
                _classes[small] = small < 128 && _ownClasses < FirstForeign ? _ownClasses++ : (byte)(FirstForeign + (small % (Columns - FirstForeign)));
                _classes[capital] = _classes[small];
            }

            _classes[character] = _classes[small];
        }

        // The sign of Kelvin is the only character beyond ASCII that an expression takes for a letter of ASCII.
        _classes[Kelvin] = character is 'k' or 'K' ? _classes['k'] : _classes[Kelvin];

        return _classes[character];
    }

    private int ChildOf(int state, byte code)
    {
        var child = _tree.ChildOf(state, code);
        if (child < _hits.Count)
        {
            return child;
        }

        if (child >= MaxStates)
        {
            throw new InvalidOperationException("The rules hold more literals than one automaton can take (65,535 states).");
        }

        _hits.Add(null);
        return child;
    }

    // Accepting states come last, so that the scan tells them by one comparison. The root stays 0.
    private int[] Number(int[] order, int[] fails, out int firstAccepting)
    {
        var accepts = new bool[order.Length];
        foreach (var state in order)
        {
            accepts[state] = _hits[state] is not null || _members.ContainsKey(state) || accepts[fails[state]];
        }

        var (numbers, quiet) = (new int[order.Length], 0);
        foreach (var state in order)
        {
            numbers[state] = accepts[state] ? 0 : quiet++;
        }

        firstAccepting = quiet;
        var next = quiet;
        foreach (var state in order)
        {
            numbers[state] = accepts[state] ? next++ : numbers[state];
        }

        return numbers;
    }

    // A state goes where the one it falls back to goes, which stands before it in the order, but for its own children.
    private ushort[] RowsOf(int[] order, int[] fails, int[] numbers)
    {
        var rows = GC.AllocateUninitializedArray<ushort>(order.Length << Shift);
        rows.AsSpan(0, Columns).Clear();
        foreach (var state in order)
        {
            var row = rows.AsSpan(numbers[state] << Shift, Columns);
            if (state != 0)
            {
                rows.AsSpan(numbers[fails[state]] << Shift, Columns).CopyTo(row);
            }

            _tree.WriteChildren(state, row, numbers);
        }

        return rows;
    }
}
