namespace Sallyport.Detection.Yara.Patterns;

/// <summary>
/// Runs programs over bytes with all alternatives at once, in order of preference: linear in the bytes whatever the pattern.
/// It sees at most <see cref="Reach"/> characters, as YARA does. Holds working memory; one per scan.
/// </summary>
internal sealed class ByteMachine
{
    /// <summary>Most bytes on either side of an atom.</summary>
    public const int Reach = 4096;

    private readonly List<int> _starts = [];
    private int[] _current = [];
    private int[] _next = [];
    private int[] _stack = [];
    private long[] _marks = [];
    private long _generation;
    private int _visits;

    /// <summary>Length of the preferred match that starts at a place; -1 when there is none.</summary>
    public int MatchForward(ByteProgram program, ReadOnlySpan<byte> text, int start, bool isWide, StepBudget budget)
    {
        if (budget.IsSpent)
        {
            return -1;
        }

        Prepare(program);
        var (best, width) = (-1, isWide ? 2 : 1);
        var limit = Math.Min(text.Length, start + Reach);
        var count = Enter(program, 0, text, start, isWide, _current, 0);
        for (var position = start; budget.TrySpend(_visits) && count > 0; position += width)
        {
            (_visits, _generation) = (0, _generation + 1);
            var (following, canTake) = (0, position + width <= limit && (!isWide || text[position + 1] == 0));
            for (var index = 0; index < count; index++)
            {
                var step = _current[index];
                if (program.Steps[step].Kind == ByteProgram.StepKind.Match)
                {
                    // What follows in the list is less preferred than this match.
                    best = position - start;
                    break;
                }

                if (canTake && program.Steps[step].Set.Contains(text[position]))
                {
                    following = Enter(program, step + 1, text, position + width, isWide, _next, following);
                }
            }

            (_current, _next, count) = (_next, _current, following);
        }

        return best;
    }

    /// <summary>All places from which the program, read backwards, leads to a place; nearest first.</summary>
    public IReadOnlyList<int> FindStarts(ByteProgram program, ReadOnlySpan<byte> text, int end, bool isWide, StepBudget budget)
    {
        _starts.Clear();
        if (budget.IsSpent)
        {
            return _starts;
        }

        Prepare(program);
        var width = isWide ? 2 : 1;
        var limit = Math.Max(0, end - Reach);
        var count = Enter(program, 0, text, end, isWide, _current, 0);
        for (var position = end; budget.TrySpend(_visits) && count > 0; position -= width)
        {
            (_visits, _generation) = (0, _generation + 1);
            var (following, canTake) = (0, position - width >= limit && (!isWide || text[position - 1] == 0));
            for (var index = 0; index < count; index++)
            {
                var step = _current[index];
                if (program.Steps[step].Kind == ByteProgram.StepKind.Match)
                {
                    if (_starts.Count == 0 || _starts[^1] != position)
                    {
                        _starts.Add(position);
                    }
                }
                else if (canTake && program.Steps[step].Set.Contains(text[position - width]))
                {
                    following = Enter(program, step + 1, text, position - width, isWide, _next, following);
                }
            }

            (_current, _next, count) = (_next, _current, following);
        }

        return _starts;
    }

    private void Prepare(ByteProgram program)
    {
        (_visits, _generation) = (0, _generation + 1);
        if (_marks.Length < program.Steps.Length)
        {
            var size = program.Steps.Length * 2;
            (_current, _next, _stack, _marks) = (new int[size], new int[size], new int[size], new long[size]);
        }
    }

    // Follows everything that takes no byte. Marks keep each instruction in the list once, at its most preferred place. What it
    // follows counts as work: thousands of anchors in a row take no byte and would else be free.
    private int Enter(ByteProgram program, int from, ReadOnlySpan<byte> text, int position, bool isWide, int[] list, int count)
    {
        var depth = 0;
        _stack[depth++] = from;
        while (depth > 0)
        {
            var index = _stack[--depth];
            if (_marks[index] == _generation)
            {
                continue;
            }

            _marks[index] = _generation;
            _visits++;
            var step = program.Steps[index];
            switch (step.Kind)
            {
                case ByteProgram.StepKind.Fork:
                    _stack[depth++] = step.Second;
                    _stack[depth++] = step.First;
                    break;
                case ByteProgram.StepKind.Jump:
                    _stack[depth++] = step.First;
                    break;
                case ByteProgram.StepKind.Anchor:
                    if (Holds((AnchorKind)step.First, text, position, isWide))
                    {
                        _stack[depth++] = index + 1;
                    }

                    break;
                default:
                    list[count++] = index;
                    break;
            }
        }

        return count;
    }

    private static bool Holds(AnchorKind kind, ReadOnlySpan<byte> text, int position, bool isWide) => kind switch
    {
        AnchorKind.Start => position == 0,
        AnchorKind.End => position == text.Length,
        AnchorKind.WordBoundary => IsBoundary(text, position, isWide),
        _ => !IsBoundary(text, position, isWide),
    };

    // Both ends of the text count as boundaries, whatever stands there: so has YARA.
    private static bool IsBoundary(ReadOnlySpan<byte> text, int position, bool isWide)
    {
        var width = isWide ? 2 : 1;
        return position < width || position + width > text.Length || IsWord(text, position - width, isWide) != IsWord(text, position, isWide);
    }

    private static bool IsWord(ReadOnlySpan<byte> text, int position, bool isWide) =>
        ByteSet.Word.Contains(text[position]) && (!isWide || text[position + 1] == 0);
}
