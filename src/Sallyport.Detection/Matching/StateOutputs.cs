namespace Sallyport.Detection.Matching;

/// <summary>What each state of an automaton gives out, in one array.</summary>
internal sealed class StateOutputs<T>
{
    private readonly int[] _starts;
    private readonly T[] _items;

    /// <summary>Takes the items by state. A state gives out its own, then those of the state it falls back to.</summary>
    /// <param name="own">A state's own items; null for none.</param>
    /// <param name="order">All states, each behind the one it falls back to.</param>
    /// <param name="fails">By state, the one it falls back to.</param>
    /// <param name="numbers">By state, its number in the automaton.</param>
    public StateOutputs(Func<int, T[]?> own, int[] order, int[] fails, int[] numbers)
    {
        _starts = new int[order.Length + 1];
        foreach (var state in order)
        {
            // The count stands where the next state's start will: a state's start is the sum of the counts before it.
            _starts[numbers[state] + 1] = (own(state)?.Length ?? 0) + (state == 0 ? 0 : _starts[numbers[fails[state]] + 1]);
        }

        for (var number = 0; number < order.Length; number++)
        {
            _starts[number + 1] += _starts[number];
        }

        _items = new T[_starts[^1]];
        foreach (var state in order)
        {
            var items = _items.AsSpan(_starts[numbers[state]].._starts[numbers[state] + 1]);
            var mine = own(state).AsSpan();
            mine.CopyTo(items);
            if (items.Length > mine.Length)
            {
                Of(numbers[fails[state]]).CopyTo(items[mine.Length..]);
            }
        }
    }

    /// <summary>All items.</summary>
    public ReadOnlySpan<T> All => _items;

    /// <summary>The items of a state.</summary>
    public ReadOnlySpan<T> Of(int state) => _items.AsSpan(_starts[state].._starts[state + 1]);
}
