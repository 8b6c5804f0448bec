namespace Sallyport.Detection.Yara.Patterns;

/// <summary>A hex string cut at its long jumps. The parts are found by themselves and joined afterwards, so that a jump over
/// a megabyte costs no more than one over a byte.</summary>
/// <param name="Parts">The parts.</param>
/// <param name="Gaps">The jumps between them: fewest and most bytes; below zero is without end.</param>
internal sealed record HexChain(IReadOnlyList<BytePattern> Parts, IReadOnlyList<(int Min, int Max)> Gaps)
{
    /// <summary>Jumps up to this length stay inside a part.</summary>
    public const int LongestInnerJump = 200;

    /// <summary>Cuts a pattern at the long jumps of its outermost level.</summary>
    public static HexChain Of(BytePattern pattern)
    {
        List<BytePattern> parts = [];
        List<(int Min, int Max)> gaps = [];
        List<BytePattern> part = [];
        foreach (var item in pattern is BytePattern.Sequence sequence ? sequence.Items : [pattern])
        {
            if (item is BytePattern.Repeat { IsGreedy: false, Item: BytePattern.Bytes { Set.Count: 256 } } jump && jump.Max is < 0 or > LongestInnerJump)
            {
                parts.Add(new BytePattern.Sequence(part));
                gaps.Add((jump.Min, jump.Max));
                part = [];
                continue;
            }

            part.Add(item);
        }

        parts.Add(new BytePattern.Sequence(part));
        return new HexChain(parts, gaps);
    }
}
