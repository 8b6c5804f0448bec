using System.Buffers;
using Sallyport.Detection.Matching;

namespace Sallyport.Detection.Views;

/// <summary>Shows a text in the forms that the scanner looks at. For people only: the scanner itself never makes strings of them.</summary>
internal static class TextViewer
{
    private const int MaxDepth = 3;
    private const int MaxViews = 24;

    /// <summary>The normalised form where it differs, then everything that decodes.</summary>
    public static IReadOnlyList<ViewedText> Of(string text)
    {
        List<ViewedText> views = [];
        using (var normalized = NormalizedText.Of(text))
        {
            if (normalized.IsDifferent)
            {
                views.Add(new ViewedText(ViewNames.Normalised, normalized.Characters.ToString(), 0, text.Length, 0, normalized.Origins.ToArray()));
            }
        }

        Decode(text, 1, 0, -1, views);
        return views;
    }

    private static void Decode(ReadOnlySpan<char> text, int depth, int rangeStart, int rangeEnd, List<ViewedText> views)
    {
        var position = 0;
        while (views.Count < MaxViews && EncodedRuns.NextBlock(text, ref position, out var run))
        {
            DecodeRun(text, run, depth, rangeStart, rangeEnd, views);
        }

        position = 0;
        while (views.Count < MaxViews && position < text.Length && EncodedRuns.NextEscapes(text, ref position, out var run))
        {
            DecodeRun(text, run, depth, rangeStart, rangeEnd, views);
        }
    }

    private static void DecodeRun(ReadOnlySpan<char> text, EncodedRun run, int depth, int rangeStart, int rangeEnd, List<ViewedText> views)
    {
        var length = run.End - run.Start;
        var buffer = ArrayPool<char>.Shared.Rent(length);
        try
        {
            var decoded = buffer.AsSpan(0, RunDecoder.Decode(text[run.Start..run.End], run.View, buffer));
            if (decoded.IsEmpty || decoded.SequenceEqual(text[run.Start..run.End]))
            {
                return;
            }

            var (start, end) = rangeEnd < 0 ? (run.Start, run.End) : (rangeStart, rangeEnd);
            views.Add(new ViewedText(run.View, decoded.ToString(), start, end, depth, []));
            if (depth < MaxDepth)
            {
                Decode(decoded, depth + 1, start, end, views);
            }
        }
        finally
        {
            buffer.AsSpan(0, length).Clear();
            ArrayPool<char>.Shared.Return(buffer);
        }
    }
}
