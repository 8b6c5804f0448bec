namespace Sallyport.Detection.Views;

/// <summary>Runs that were broken into lines of equal length, as mail and key files do: what is hidden may lie across the break.</summary>
internal static class WrappedRun
{
    /// <summary>The run with the lines that continue it; the same run when none do.</summary>
    public static EncodedRun Extend(ReadOnlySpan<char> text, EncodedRun run)
    {
        var (end, width) = (run.End, -1);
        while (end < text.Length && end - run.Start < EncodedRuns.MaxRun)
        {
            var start = end + BreakAt(text, end);
            var line = start + AlphabetRun.LengthAtStart(text[start..Math.Min(text.Length, Math.Max(start, run.Start + EncodedRuns.MaxRun))]);

            // A line of other words would spoil what was decoded; the last line alone may be shorter.
            var isWhole = line == text.Length || text[line] is '\r' or '\n' or '=' or '"' or '\'' or '`';
            if (start == end || line == start || !isWhole || (width >= 0 && line - start > width))
            {
                break;
            }

            end = line;
            if (width >= 0 && line - start < width)
            {
                break;
            }

            width = line - start;
        }

        return run with { End = end };
    }

    /// <summary>Whether what stands behind a run at the end of a text leaves open that it goes on: nothing, or the end of a line.</summary>
    public static bool MayGoOn(ReadOnlySpan<char> rest) => rest is "" or "\n" or "\r" or "\r\n";

    private static int BreakAt(ReadOnlySpan<char> text, int position) =>
        text[position] == '\n' ? 1 : text[position] == '\r' && position + 1 < text.Length && text[position + 1] == '\n' ? 2 : 0;
}
