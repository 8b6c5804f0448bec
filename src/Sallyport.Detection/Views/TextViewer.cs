using System.Buffers;
using Sallyport.Detection.Matching;

namespace Sallyport.Detection.Views;

/// <summary>Shows a text in the forms that the scanner looks at. For people only: the scanner itself never makes strings of them.</summary>
internal static class TextViewer
{
    private const int MaxViews = 24;

    /// <summary>The normalised form where it differs, then everything that decodes.</summary>
    public static IReadOnlyList<ViewedText> Of(string text)
    {
        List<ViewedText> views = [];
        using var normalized = NormalizedText.Of(text);
        if (!normalized.IsDifferent)
        {
            Decode(text, EncodedFrame.Direct(), views);
            return views;
        }

        views.Add(new ViewedText(ViewNames.Normalised, normalized.Characters.ToString(), 0, text.Length, 0, normalized.Origins.ToArray()));
        Decode(normalized.Characters, EncodedFrame.Mapped(normalized.Origins), views);
        for (var position = 0; ForeignRuns.NextInvisible(text, ref position, out var run);)
        {
            DecodeRun(text, run, EncodedFrame.Direct(), views);
        }

        return views;
    }

    private static void Decode(ReadOnlySpan<char> text, in EncodedFrame frame, List<ViewedText> views)
    {
        for (var position = 0; EncodedRuns.NextBlock(text, ref position, out var run);)
        {
            var wrapped = WrappedRun.Extend(text, run);
            if (wrapped.End > run.End && DecodeRun(text, wrapped, in frame, views))
            {
                position = wrapped.End;
                continue;
            }

            DecodeRun(text, run, in frame, views);
        }

        for (var position = 0; position < text.Length && EncodedRuns.NextEscapes(text, ref position, out var run);)
        {
            DecodeRun(text, run, in frame, views);
        }

        for (var disguises = new DisguiseReader(text); disguises.Next(out var run);)
        {
            DecodeRun(text, run, in frame, views);
        }

        DecodeSpelled(text, in frame, views);
    }

    private static void DecodeSpelled(ReadOnlySpan<char> text, in EncodedFrame frame, List<ViewedText> views)
    {
        for (var position = 0; SpellingAlphabet.Next(text, ref position, out var run);)
        {
            DecodeRun(text, run, in frame, views);
        }

        for (var position = 0; PigLatin.Next(text, ref position, out var run);)
        {
            DecodeRun(text, run, in frame, views);
        }

        for (var position = 0; ForeignRuns.NextAccented(text, ref position, out var run);)
        {
            DecodeRun(text, run, in frame, views);
        }

        for (var position = 0; ForeignRuns.NextTurned(text, ref position, out var run);)
        {
            DecodeRun(text, run, in frame, views);
            DecodeRun(text, run with { Key = 1 }, in frame, views);
        }
    }

    // Whether it is text.
    private static bool DecodeRun(ReadOnlySpan<char> text, EncodedRun run, in EncodedFrame frame, List<ViewedText> views)
    {
        if (views.Count >= MaxViews || !frame.IsSearched || frame.Repeats(run))
        {
            return false;
        }

        var length = run.End - run.Start;
        var buffer = ArrayPool<char>.Shared.Rent(length);
        try
        {
            var decoded = buffer.AsSpan(0, RunDecoder.Decode(text, run, buffer, out var view));
            if (decoded.IsEmpty || decoded.SequenceEqual(text[run.Start..run.End]))
            {
                return false;
            }

            var (start, end) = frame.Locate(run);
            views.Add(new ViewedText(view, decoded.ToString(), start, end, frame.Depth + 1, []));
            Decode(decoded, frame.Inside(start, end, view), views);
            return true;
        }
        finally
        {
            buffer.AsSpan(0, length).Clear();
            ArrayPool<char>.Shared.Return(buffer);
        }
    }
}
