namespace Sallyport.Detection.Yara.Matching;

/// <summary>Joins the parts of a chain: for each first part the chain that ends first.</summary>
internal static class ChainJoiner
{
    /// <summary>Adds the chains of a string to its own list.</summary>
    public static void Join(CompiledString text, YaraScratch scratch)
    {
        if (scratch.Matches(text.Parts[^1]) is not { } last)
        {
            return;
        }

        // Offsets of the parts that lead to the end, by offset, with where the chain ends.
        List<(int Offset, int End)> tails = [];
        for (var index = 0; index < last.Count; index++)
        {
            tails.Add((last[index].Offset, last[index].Offset + last[index].Length));
        }

        for (var part = text.Parts.Count - 2; part >= 0; part--)
        {
            if (scratch.Matches(text.Parts[part]) is not { } heads)
            {
                return;
            }

            tails = Prepend(heads, tails, text.Gaps[part]);
        }

        tails.ForEach(tail => scratch.Add(text.Slot, tail.Offset, tail.End - tail.Offset, replaces: false));
    }

    private static List<(int Offset, int End)> Prepend(MatchList heads, List<(int Offset, int End)> tails, (int Min, int Max) gap)
    {
        List<(int Offset, int End)> joined = [];
        for (var index = 0; index < heads.Count; index++)
        {
            var (offset, length) = heads[index];
            var first = FirstFrom(tails, offset + length + (long)gap.Min);

            // Tails in order of offset also end in that order, so the first one that is near enough will do.
            if (first < tails.Count && (gap.Max < 0 || tails[first].Offset <= offset + length + (long)gap.Max))
            {
                joined.Add((offset, tails[first].End));
            }
        }

        return joined;
    }

    private static int FirstFrom(List<(int Offset, int End)> tails, long offset)
    {
        var (low, high) = (0, tails.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = tails[middle].Offset < offset ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
