using Sallyport.Core.Exchanges;
using Sallyport.Detection;
using Sallyport.Detection.Masking;
using Sallyport.Detection.Recognizers;

namespace Sallyport.Controls.Outside;

/// <summary>
/// Makes texts ready to leave. Every type of personal data and secret that the engine knows becomes a placeholder, whatever the proxy's policies
/// mask for the upstream: an outside detector is another party, to which nobody meant to send them. Nothing leads back from these placeholders.
/// </summary>
internal static class OutgoingTexts
{
    /// <summary>The most parts that long texts are asked about in.</summary>
    internal const int MostParts = 8;

    /// <summary>How much of a text that is cut stands in both parts, so that what lies across the cut is seen whole.</summary>
    internal const int Overlap = 200;

    /// <summary>The texts as they are. Numbers of JSON are left out: a number instructs nobody.</summary>
    internal static IReadOnlyList<OutsideText> Of(IEnumerable<TextSegment> segments) =>
        [.. segments.Where(segment => !segment.IsNumber && !segment.Current.Span.IsWhiteSpace()).Select(segment => new OutsideText(segment.Role, segment.Current.ToString()) { IsJson = segment.IsJsonText })];

    /// <summary>The texts with placeholders in the place of values.</summary>
    internal static IReadOnlyList<OutsideText> Mask(IReadOnlyList<OutsideText> texts, DetectionEngine engine)
    {
        var (masker, map, spans) = (new TextMasker(engine.Entities), new PlaceholderMap(), new List<MaskedSpan>());
        foreach (var text in texts)
        {
            // Of the upstream's copy: its <EMAIL_1> is another value than ours would be.
            map.Reserve(text.Text);
        }

        return [.. texts.Select(text => masker.Mask(text.Text, EntitySet.All, map, out var masked, spans, text.IsJson) ? text with { Text = masked ?? "" } : text)];
    }

    /// <summary>Cuts the texts into parts of at most so many characters, in their order. Null where they are more than can be asked about.</summary>
    internal static IReadOnlyList<IReadOnlyList<OutsideText>>? Split(IReadOnlyList<OutsideText> texts, int maxCharacters)
    {
        List<IReadOnlyList<OutsideText>> parts = [];
        List<OutsideText> part = [];
        var room = maxCharacters;
        foreach (var piece in texts.SelectMany(text => Cut(text, maxCharacters)))
        {
            if (piece.Text.Length > room)
            {
                parts.Add(part);
                (part, room) = ([], maxCharacters);
            }

            part.Add(piece);
            room -= piece.Text.Length;
            if (parts.Count >= MostParts)
            {
                return null;
            }
        }

        return part.Count == 0 ? parts : [.. parts, part];
    }

    private static IEnumerable<OutsideText> Cut(OutsideText text, int maxCharacters)
    {
        var start = 0;
        while (text.Text.Length - start > maxCharacters)
        {
            yield return text with { Text = text.Text.Substring(start, maxCharacters) };
            start += maxCharacters - Overlap;
        }

        yield return start == 0 ? text : text with { Text = text.Text[start..] };
    }
}
