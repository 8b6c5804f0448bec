namespace Sallyport.Detection.Yara.Patterns;

/// <summary>A pattern as a list of instructions for <see cref="ByteMachine"/>.</summary>
/// <param name="Steps">The instructions.</param>
internal sealed record ByteProgram(ByteProgram.Step[] Steps)
{
    /// <summary>What an instruction does.</summary>
    internal enum StepKind : byte
    {
        /// <summary>Takes a byte of a set.</summary>
        Take,

        /// <summary>Goes on at two places, the first preferred.</summary>
        Fork,

        /// <summary>Goes on elsewhere.</summary>
        Jump,

        /// <summary>Demands something of the place.</summary>
        Anchor,

        /// <summary>The pattern is through.</summary>
        Match,
    }

    /// <summary>The bytes a match may start with; all of them when that cannot be told.</summary>
    public ByteSet FirstBytes()
    {
        var set = default(ByteSet);
        var seen = new HashSet<int>();
        var open = new Stack<int>([0]);
        while (open.TryPop(out var index))
        {
            if (!seen.Add(index))
            {
                continue;
            }

            var step = Steps[index];
            switch (step.Kind)
            {
                case StepKind.Take:
                    set = set.Or(step.Set);
                    break;
                case StepKind.Fork:
                    open.Push(step.First);
                    open.Push(step.Second);
                    break;
                case StepKind.Jump:
                    open.Push(step.First);
                    break;
                case StepKind.Anchor:
                    open.Push(index + 1);
                    break;
                default:
                    return ByteSet.All;
            }
        }

        return set;
    }

    /// <summary>One instruction.</summary>
    internal readonly record struct Step(StepKind Kind, ByteSet Set, int First, int Second);
}
