namespace Sallyport.Detection.Yara.Patterns;

/// <summary>A pattern around a literal that every match of it holds.</summary>
/// <param name="Prefix">What stands before the literal.</param>
/// <param name="Atom">The literal, in lower case; empty when there is none.</param>
/// <param name="Rest">The literal and what stands behind it.</param>
internal sealed record SplitPattern(BytePattern Prefix, byte[] Atom, BytePattern Rest)
{
    private const int LongestAtom = 4;
    private const int GoodScore = 12;
    private const int MaxSplits = 64;

    /// <summary>Splits a pattern; alternatives may give several parts. The parts together match what the pattern matches.</summary>
    public static IReadOnlyList<SplitPattern> Of(BytePattern pattern)
    {
        List<BytePattern> items = [];
        Flatten(pattern, items);
        var (start, length, score) = BestRun(items);
        if (score < GoodScore && SplitChoice(items, score) is { } branches)
        {
            return branches;
        }

        if (length == 0)
        {
            return [new SplitPattern(BytePattern.Empty, [], pattern)];
        }

        var atom = items.Skip(start).Take(length).Select(AtomByte).ToArray();
        return [new SplitPattern(new BytePattern.Sequence([.. items.Take(start)]), atom, new BytePattern.Sequence([.. items.Skip(start)]))];
    }

    private static void Flatten(BytePattern pattern, List<BytePattern> items)
    {
        switch (pattern)
        {
            case BytePattern.Sequence sequence:
                foreach (var item in sequence.Items)
                {
                    Flatten(item, items);
                }

                break;
            case BytePattern.Repeat { Min: > 0 } repeat:
                // Once, or as often as an atom is long, so that a+ and (abc){9} show their literals.
                var copies = Math.Min(repeat.Min, repeat.Item is BytePattern.Bytes ? LongestAtom : 1);
                for (var copy = 0; copy < copies; copy++)
                {
                    Flatten(repeat.Item, items);
                }

                if (repeat.Max < 0 || repeat.Max > copies)
                {
                    items.Add(repeat with { Min = repeat.Min - copies, Max = repeat.Max < 0 ? -1 : repeat.Max - copies });
                }

                break;
            default:
                items.Add(pattern);
                break;
        }
    }

    private static bool IsLiteral(BytePattern item) =>
        item is BytePattern.Bytes { Set: var set } && (set.Count == 1 || (set.Count == 2 && ByteSet.Of(set.First).FoldCase() == set));

    private static byte AtomByte(BytePattern item) => ByteAutomaton.Fold(((BytePattern.Bytes)item).Set.First);

    // Bytes that stand everywhere tell little; the same byte again tells little more.
    private static (int Start, int Length, int Score) BestRun(List<BytePattern> items)
    {
        var best = (Start: 0, Length: 0, Score: 0);
        for (var start = 0; start < items.Count; start++)
        {
            var (score, before) = (0, -1);
            for (var length = 1; length <= LongestAtom && start + length <= items.Count && IsLiteral(items[start + length - 1]); length++)
            {
                var value = AtomByte(items[start + length - 1]);
                score += value == before ? 1 : ScoreOf(value);
                before = value;
                best = score > best.Score ? (start, length, score) : best;
            }
        }

        return best;
    }

    private static int ScoreOf(byte value) => value is 0 or 0xFF or (byte)' ' or (byte)'e' ? 2 : 4;

    private static List<SplitPattern>? SplitChoice(List<BytePattern> items, int scoreToBeat)
    {
        List<SplitPattern>? best = null;
        for (var index = 0; index < items.Count; index++)
        {
            if (items[index] is not BytePattern.Choice choice || choice.Branches.Count > MaxSplits)
            {
                continue;
            }

            var before = items.Take(index).ToList();
            var after = items.Skip(index + 1).ToList();
            List<SplitPattern> splits = [];
            foreach (var branch in choice.Branches)
            {
                splits.AddRange(Of(branch).Select(split => new SplitPattern(
                    new BytePattern.Sequence([.. before, split.Prefix]),
                    split.Atom,
                    new BytePattern.Sequence([split.Rest, .. after]))));
            }

            var worst = splits.Min(split => split.Atom.Sum(value => ScoreOf(value)));
            if (splits.Count <= MaxSplits && worst > scoreToBeat)
            {
                (best, scoreToBeat) = (splits, worst);
            }
        }

        return best;
    }
}
