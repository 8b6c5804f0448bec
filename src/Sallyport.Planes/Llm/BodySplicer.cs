using System.Buffers;
using Sallyport.Core.Exchanges;
using Sallyport.Protocols.Json;

namespace Sallyport.Planes.Llm;

/// <summary>Writes bytes with the segments' replacements in them.</summary>
internal static class BodySplicer
{
    /// <summary>Whether anything changes.</summary>
    internal static bool HasChanges(IReadOnlyList<TextSegment> segments)
    {
        for (var i = 0; i < segments.Count; i++)
        {
            if (IsChanged(segments[i]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes. Segments stand in the order of the bytes.</summary>
    internal static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> bytes, IReadOnlyList<TextSegment> segments, UsageSplice? usage = null)
    {
        var splicer = new JsonSplicer(output, bytes);
        for (var i = 0; i < segments.Count; i++)
        {
            var segment = segments[i];
            if (usage is not null && usage.Start <= segment.Start)
            {
                splicer.ReplaceBytes(usage.Start, usage.Length, usage.Bytes);
                usage = null;
            }

            if (IsChanged(segment))
            {
                var (start, length) = RangeOf(segment);
                splicer.ReplaceBytes(start, length, Quote(segment));
                splicer.ReplaceText(start + length, 0, segment.Replacement);
                splicer.ReplaceBytes(start + length, 0, Quote(segment));
            }
        }

        if (usage is not null)
        {
            splicer.ReplaceBytes(usage.Start, usage.Length, usage.Bytes);
        }

        splicer.Finish();
    }

    /// <summary>
    /// Writes the same as pieces: what is long and unchanged stays where it is, so that a large body is not held a second time for a small change.
    /// </summary>
    /// <param name="changes">Receives what is changed or short. The pieces are parts of it and of <paramref name="bytes"/>.</param>
    /// <param name="bytes">The body.</param>
    /// <param name="segments">Its segments, in the order of the bytes.</param>
    /// <param name="usage">The change for usage figures.</param>
    internal static IReadOnlyList<ReadOnlyMemory<byte>> Cut(PooledBytes changes, ReadOnlyMemory<byte> bytes, IReadOnlyList<TextSegment> segments, UsageSplice? usage)
    {
        var kept = new KeptRanges(changes, bytes);
        for (var i = 0; i < segments.Count; i++)
        {
            var segment = segments[i];
            if (usage is not null && usage.Start <= segment.Start)
            {
                kept.Replace(usage.Start, usage.Length).Write(usage.Bytes);
                usage = null;
            }

            if (IsChanged(segment))
            {
                var (start, length) = RangeOf(segment);
                var target = kept.Replace(start, length);
                target.Write(Quote(segment));
                JsonText.Encode(target, segment.Replacement);
                target.Write(Quote(segment));
            }
        }

        if (usage is not null)
        {
            kept.Replace(usage.Start, usage.Length).Write(usage.Bytes);
        }

        return kept.Finish();
    }

    /// <summary>What is replaced: the content of a string; with its quotes where a number takes its place.</summary>
    private static (int Start, int Length) RangeOf(TextSegment segment) =>
        segment.BecomesNumber ? (segment.Start - 1, segment.Length + 2) : (segment.Start, segment.Length);

    /// <summary>The quotes that a number gets when it becomes a string.</summary>
    private static ReadOnlySpan<byte> Quote(TextSegment segment) => segment.IsNumber ? "\""u8 : [];

    private static bool IsChanged(TextSegment segment) => segment.Replacement is not null && !segment.IsReadOnly;
}
