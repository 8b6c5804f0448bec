namespace Sallyport.Detection.Matching;

/// <summary>What each state of an automaton gives out, in one array.</summary>
internal sealed class StateOutputs<T>
{
    private readonly int[] _starts;
    private readonly T[] _items;

    /// <summary>Takes the items by state; null stands for none.</summary>
    public StateOutputs(T[]?[] byState)
    {
        _starts = new int[byState.Length + 1];
        for (var state = 0; state < byState.Length; state++)
        {
            _starts[state + 1] = _starts[state] + (byState[state]?.Length ?? 0);
        }

        _items = [.. byState.SelectMany(items => items ?? [])];
    }

    /// <summary>All items.</summary>
    public ReadOnlySpan<T> All => _items;

    /// <summary>The items of a state.</summary>
    public ReadOnlySpan<T> Of(int state) => _items.AsSpan(_starts[state].._starts[state + 1]);
}
