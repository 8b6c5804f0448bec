using System.Runtime.InteropServices;
using Sallyport.Detection.Recognizers;

namespace Sallyport.Detection.Masking;

/// <summary>Replaces sensitive values by placeholders. Thread-safe.</summary>
public sealed class TextMasker(EntityScanner entities)
{
    private const int LongestEscape = 6;

    /// <summary>Masks a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="types">What to mask.</param>
    /// <param name="map">The exchange's placeholders; grows.</param>
    /// <param name="masked">The masked text; null when nothing was replaced.</param>
    /// <param name="spans">Receives the replaced ranges.</param>
    /// <param name="insideJson">Whether the text is itself JSON, so that its escapes must stay whole.</param>
    /// <returns>True when something was replaced.</returns>
    public bool Mask(ReadOnlySpan<char> text, EntitySet types, PlaceholderMap map, out string? masked, List<MaskedSpan> spans, bool insideJson = false)
    {
        masked = null;
        if (types.IsEmpty || text.IsEmpty)
        {
            return false;
        }

        List<EntityMatch> matches = [];
        entities.Find(text, types, matches);
        if (matches.Count == 0)
        {
            return false;
        }

        var first = spans.Count;
        var length = text.Length;
        foreach (var match in matches)
        {
            var start = insideJson ? AfterEscape(text, match) : match.Start;
            var entity = EntitySet.NameOf(match.Type);
            var placeholder = map.GetOrAdd(entity, text[start..match.End]);
            spans.Add(new MaskedSpan(entity, start, match.End, placeholder));
            length += placeholder.Length - (match.End - start);
        }

        // In one piece: the text may be megabytes, and a builder would hold it twice.
        masked = string.Create(length, new Draft(text, CollectionsMarshal.AsSpan(spans)[first..]), static (target, draft) => draft.Write(target));
        return true;
    }

    // In JSON's own text the letter of an escape looks like the first of a value: "\njohn@…" must not lose the "n" of its line break.
    private static int AfterEscape(ReadOnlySpan<char> text, in EntityMatch match)
    {
        var from = Math.Max(0, match.Start - LongestEscape + 1);
        var escape = text[from..match.Start].LastIndexOf('\\') + from;
        if (escape < from)
        {
            return match.Start;
        }

        var end = escape + (text[escape + 1] == 'u' ? LongestEscape : 2);
        return end > match.Start && end < match.End ? end : match.Start;
    }

    private readonly ref struct Draft(ReadOnlySpan<char> text, ReadOnlySpan<MaskedSpan> spans)
    {
        private readonly ReadOnlySpan<char> _text = text;
        private readonly ReadOnlySpan<MaskedSpan> _spans = spans;

        internal void Write(Span<char> target)
        {
            var copied = 0;
            foreach (ref readonly var span in _spans)
            {
                _text[copied..span.Start].CopyTo(target);
                target = target[(span.Start - copied)..];
                span.Placeholder.CopyTo(target);
                target = target[span.Placeholder.Length..];
                copied = span.End;
            }

            _text[copied..].CopyTo(target);
        }
    }
}
