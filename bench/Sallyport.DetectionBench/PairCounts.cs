namespace Sallyport.DetectionBench;

/// <summary>Counts neighbouring letters in harmless chats and prints the table that the engine tells English by.</summary>
internal static class PairCounts
{
    private const int Gap = 26;
    private const int Size = 27;

    // A pair of one in 2 to the power of 15 or rarer is 0, of one in 64 or more usual is 9.
    private const int Rarest = 15;
    private const int Highest = 9;

    /// <summary>Prints a row for each first letter and the gap, a digit for each second.</summary>
    public static void Print(IEnumerable<LabelledText> corpus, TextWriter output)
    {
        var counts = new double[Size, Size];
        foreach (var row in corpus.Where(row => row.Kind == "benign_chat" && row.Text.All(char.IsAscii)))
        {
            var last = Gap;
            foreach (var character in row.Text)
            {
                var next = char.IsAsciiLetter(character) ? (character | 0x20) - 'a' : Gap;
                counts[last, next] += last == Gap && next == Gap ? 0 : 1;
                last = next;
            }
        }

        // Half a pair more each, so that unseen ones are rare and not impossible; gaps in a row say nothing and are 6 in the table.
        var total = counts.Cast<double>().Sum() + (Size * Size / 2.0) + counts[Gap, 't' - 'a'];
        for (var first = 0; first < Size; first++)
        {
            output.WriteLine(string.Concat(Enumerable.Range(0, Size).Select(second =>
                first == Gap && second == Gap ? '6' : (char)('0' + Math.Clamp((int)Math.Round(Math.Log2((counts[first, second] + 0.5) / total) + Rarest), 0, Highest)))));
        }
    }
}
