namespace Sallyport.Detection.Matching;

/// <summary>Builds the automaton from the literals of all patterns: first a tree with a full row for each state, then the tree's own rows are
/// completed to those of the automaton.</summary>
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
    private readonly byte[] _classes = new byte[char.MaxValue + 1];
    private ushort[] _next = new ushort[Columns];
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
        var depths = new int[_hits.Count];
        var (fails, order) = LinkFailures(depths);
        var renumbered = Renumber(order, out var firstAccepting);
        var next = new ushort[_hits.Count << Shift];
        foreach (var state in order)
        {
            var (from, to) = (state << Shift, renumbered[state] << Shift);
            for (var column = 0; column < Columns; column++)
            {
                next[to + column] = (ushort)renumbered[_next[from + column]];
            }
        }

        var hits = new StateOutputs<LiteralHit>(Reorder([.. _hits], renumbered));
        var members = new StateOutputs<int>(Reorder([.. Enumerable.Range(0, _hits.Count).Select(_members.GetValueOrDefault)], renumbered));
        var backs = Reorder([.. fails.Select(fail => renumbered[fail])], renumbered);
        return new LiteralAutomaton(_classes, next, Shift, firstAccepting, hits, members, Reorder(depths, renumbered), backs, _deepest);
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
        if (_next[(state << Shift) + code] is not 0 and var child)
        {
            return child;
        }

        if (_hits.Count >= MaxStates)
        {
            throw new InvalidOperationException("The rules hold more literals than one automaton can take (65,535 states).");
        }

        var added = _hits.Count;
        _hits.Add(null);
        if (_next.Length < _hits.Count << Shift)
        {
            Array.Resize(ref _next, _next.Length * 2);
        }

        _next[(state << Shift) + code] = (ushort)added;
        return added;
    }

    // Level by level: a state's row is completed from the row of the state it falls back to, which stands nearer to the root and is complete.
    // What a state's own children are is only known until then, so its depth as a beginning of literals is taken here.
    private (int[] Fails, int[] Order) LinkFailures(int[] depths)
    {
        var (fails, levels, order, known) = (new int[_hits.Count], new int[_hits.Count], new int[_hits.Count], 1);
        for (var index = 0; index < known; index++)
        {
            var state = order[index];
            var (row, back) = (state << Shift, fails[state] << Shift);
            for (var column = 0; column < Columns; column++)
            {
                var child = _next[row + column];
                if (child == 0)
                {
                    _next[row + column] = state == 0 ? (ushort)0 : _next[back + column];
                    continue;
                }

                fails[child] = state == 0 ? 0 : _next[back + column];
                levels[child] = levels[state] + 1;
                depths[state] = levels[state];
                order[known++] = child;
                _hits[child] = Join(_hits[child], _hits[fails[child]]);
                if (_members.TryGetValue(fails[child], out var shorter))
                {
                    _members[child] = Join(_members.GetValueOrDefault(child), shorter) ?? shorter;
                }
            }
        }

        return (fails, order);
    }

    private static T[]? Join<T>(T[]? own, T[]? inherited) => own is null || inherited is null ? own ?? inherited : [.. own, .. inherited];

    // Accepting states come last, so that the scan tells them by one comparison. The root stays 0.
    private int[] Renumber(int[] order, out int firstAccepting)
    {
        var renumbered = new int[order.Length];
        var number = 0;
        foreach (var state in order.Where(state => _hits[state] is null && !_members.ContainsKey(state)))
        {
            renumbered[state] = number++;
        }

        firstAccepting = number;
        foreach (var state in order.Where(state => _hits[state] is not null || _members.ContainsKey(state)))
        {
            renumbered[state] = number++;
        }

        return renumbered;
    }

    private static T[] Reorder<T>(T[] values, int[] renumbered)
    {
        var reordered = new T[values.Length];
        for (var state = 0; state < values.Length; state++)
        {
            reordered[renumbered[state]] = values[state];
        }

        return reordered;
    }
}
