using System.Runtime.InteropServices;
using System.Text;
using Sallyport.Detection.Recognizers;

namespace Sallyport.Detection.Masking;

/// <summary>Replaces sensitive values by placeholders. Thread-safe.</summary>
public sealed class TextMasker(EntityScanner entities)
{
    /// <summary>Masks a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="types">What to mask.</param>
    /// <param name="map">The exchange's placeholders; grows.</param>
    /// <param name="masked">The masked text; null when nothing was replaced.</param>
    /// <param name="spans">Receives the replaced ranges.</param>
    /// <param name="insideJson">Whether the text is itself JSON: then its strings are read without their escapes, and a number is replaced by a string.</param>
    /// <returns>True when something was replaced.</returns>
    public bool Mask(ReadOnlySpan<char> text, EntitySet types, PlaceholderMap map, out string? masked, List<MaskedSpan> spans, bool insideJson = false)
    {
        masked = null;
        if (types.IsEmpty || text.IsEmpty)
        {
            return false;
        }

        return insideJson ? MaskJson(text, types, map, out masked, spans) : MaskPlain(text, types, map, out masked, spans);
    }

    private bool MaskPlain(ReadOnlySpan<char> text, EntitySet types, PlaceholderMap map, out string? masked, List<MaskedSpan> spans)
    {
        masked = null;
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
            var entity = EntitySet.NameOf(match.Type);
            var placeholder = map.GetOrAdd(entity, text[match.Start..match.End]);
            spans.Add(new MaskedSpan(entity, match.Start, match.End, placeholder));
            length += placeholder.Length - (match.End - match.Start);
        }

        // In one piece: the text may be megabytes, and a builder would hold it twice.
        masked = string.Create(length, new Draft(text, CollectionsMarshal.AsSpan(spans)[first..]), static (target, draft) => draft.Write(target));
        return true;
    }

    // Values are sought with the escapes of strings taken off, which hide them, and an escape is replaced as a whole or not at all. A number
    // becomes a string, since a placeholder alone would be no JSON.
    private bool MaskJson(ReadOnlySpan<char> text, EntitySet types, PlaceholderMap map, out string? masked, List<MaskedSpan> spans)
    {
        masked = null;
        var json = new UnescapedJson(text);
        List<EntityMatch> matches = [];
        entities.Find(json.Characters, types, matches);
        if (matches.Count == 0)
        {
            return false;
        }

        var builder = new StringBuilder(text.Length);
        var copied = 0;
        foreach (var match in matches)
        {
            var (start, end) = (json.OriginOf(match.Start), json.OriginOf(match.End));
            var entity = EntitySet.NameOf(match.Type);
            var placeholder = map.GetOrAdd(entity, json.Characters[match.Start..match.End]);
            var quote = json.IsNumber(match.Start, match.End) ? "\"" : "";
            builder.Append(text[copied..start]).Append(quote).Append(placeholder).Append(quote);
            spans.Add(new MaskedSpan(entity, start, end, placeholder));
            copied = end;
        }

        masked = builder.Append(text[copied..]).ToString();
        return true;
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
