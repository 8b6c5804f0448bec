namespace Sallyport.Detection.Yara.Patterns;

/// <summary>Turns a pattern into instructions, to be run forwards or backwards. Counted repeats are written out.</summary>
internal sealed class ProgramWriter
{
    /// <summary>Most instructions of one program.</summary>
    public const int MaxSteps = 12_000;

    /// <summary>Most instructions of all programs of one compilation, and so most memory: about 25 MB.</summary>
    public const int MaxStepsTogether = 500_000;

    private readonly List<ByteProgram.Step> _steps = [];
    private readonly bool _isBackward;
    private readonly StepBudget _budget;

    private ProgramWriter(bool isBackward, StepBudget budget)
    {
        _isBackward = isBackward;
        _budget = budget;
    }

    private bool IsFull => _steps.Count > MaxSteps || _budget.IsSpent;

    /// <summary>The program; null when it would be too long, or when the budget of the compilation is spent.</summary>
    public static ByteProgram? Write(BytePattern pattern, bool isBackward, StepBudget budget)
    {
        var writer = new ProgramWriter(isBackward, budget);
        writer.Emit(pattern);
        writer.Add(ByteProgram.StepKind.Match);
        return writer.IsFull ? null : new ByteProgram([.. writer._steps]);
    }

    private int Add(ByteProgram.StepKind kind, ByteSet set = default, int first = 0, int second = 0)
    {
        _budget.TrySpend(1);
        _steps.Add(new ByteProgram.Step(kind, set, first, second));
        return _steps.Count - 1;
    }

    private void Emit(BytePattern pattern)
    {
        // Groups are charged too: an empty one writes nothing, so that repeats of repeats of it would turn for hours.
        if (IsFull || (pattern is not (BytePattern.Bytes or BytePattern.Anchor) && !_budget.TrySpend(1)))
        {
            return;
        }

        switch (pattern)
        {
            case BytePattern.Bytes bytes:
                Add(ByteProgram.StepKind.Take, bytes.Set);
                break;
            case BytePattern.Anchor anchor:
                Add(ByteProgram.StepKind.Anchor, first: (int)anchor.Kind);
                break;
            case BytePattern.Sequence sequence:
                for (var index = 0; index < sequence.Items.Count; index++)
                {
                    Emit(sequence.Items[_isBackward ? sequence.Items.Count - 1 - index : index]);
                }

                break;
            case BytePattern.Choice choice:
                EmitChoice(choice);
                break;
            case BytePattern.Repeat repeat:
                EmitRepeat(repeat);
                break;
        }
    }

    private void EmitChoice(BytePattern.Choice choice)
    {
        List<int> exits = [];
        for (var index = 0; index < choice.Branches.Count; index++)
        {
            var isLast = index == choice.Branches.Count - 1;
            var fork = isLast ? -1 : Add(ByteProgram.StepKind.Fork);
            Emit(choice.Branches[index]);
            if (!isLast)
            {
                exits.Add(Add(ByteProgram.StepKind.Jump));
                Point(fork, fork + 1, _steps.Count);
            }
        }

        exits.ForEach(exit => Point(exit, _steps.Count, 0));
    }

    private void EmitRepeat(BytePattern.Repeat repeat)
    {
        for (var count = 0; count < repeat.Min && !IsFull; count++)
        {
            Emit(repeat.Item);
        }

        if (repeat.Max < 0)
        {
            var loop = Add(ByteProgram.StepKind.Fork);
            Emit(repeat.Item);
            Add(ByteProgram.StepKind.Jump, first: loop);
            Point(loop, loop + 1, _steps.Count, repeat.IsGreedy);
            return;
        }

        List<int> forks = [];
        for (var count = repeat.Min; count < repeat.Max && !IsFull; count++)
        {
            forks.Add(Add(ByteProgram.StepKind.Fork));
            Emit(repeat.Item);
        }

        forks.ForEach(fork => Point(fork, fork + 1, _steps.Count, repeat.IsGreedy));
    }

    private void Point(int step, int first, int second, bool prefersFirst = true) =>
        _steps[step] = _steps[step] with { First = prefersFirst ? first : second, Second = prefersFirst ? second : first };
}
