using System.Runtime.InteropServices;
using System.Text;
using Sallyport.Detection.Recognizers;

namespace Sallyport.Detection.Masking;

/// <summary>Replaces sensitive values by placeholders, or by what their mode leaves of them. Thread-safe.</summary>
public sealed class TextMasker(EntityScanner entities)
{
    private readonly ValueSpotter _spotter = new(entities);

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

    /// <summary>Masks a JSON number. What the property is called counts: nine digits are a social security number only where it says so.</summary>
    /// <param name="digits">The number.</param>
    /// <param name="name">The property's name.</param>
    /// <param name="types">What to mask.</param>
    /// <param name="map">The exchange's placeholders; grows.</param>
    /// <param name="spans">Receives the replaced range.</param>
    /// <returns>The placeholder, which is to stand there as a string; null when the number stays.</returns>
    public string? MaskNumber(ReadOnlySpan<char> digits, string name, EntitySet types, PlaceholderMap map, List<MaskedSpan> spans)
    {
        var text = $"{name}: {digits}";
        List<EntityMatch> matches = [];
        entities.Find(text, types, matches);
        var match = matches.Find(match => match.End == text.Length);
        if (match.End == 0 || match.Length != digits.Length)
        {
            return null;
        }

        var entity = EntitySet.NameOf(match.Type);
        var placeholder = map.EnterNumber(entity, digits.ToString()).Mask;
        spans.Add(new MaskedSpan(entity, 0, digits.Length, placeholder));
        return placeholder;
    }

    private bool MaskPlain(ReadOnlySpan<char> text, EntitySet types, PlaceholderMap map, out string? masked, List<MaskedSpan> spans)
    {
        masked = null;
        var values = _spotter.Find(text, types);
        if (values.Count == 0)
        {
            return false;
        }

        var first = spans.Count;
        var length = text.Length;
        foreach (var value in values)
        {
            var entity = EntitySet.NameOf(value.Type);
            var entry = map.Enter(entity, value.In(text));
            entry.NoteText(text[value.Start..value.End].ToString(), isWhole: value.End - value.Start == text.Length);
            spans.Add(new MaskedSpan(entity, value.Start, value.End, entry.Mask));
            length += entry.Mask.Length - (value.End - value.Start);
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
        var values = _spotter.Find(json.Characters, types);
        if (values.Count == 0)
        {
            return false;
        }

        var builder = new StringBuilder(text.Length);
        var copied = 0;
        foreach (var value in InParts(values, json))
        {
            var (start, end) = (json.OriginOf(value.Start), json.OriginOf(value.End));
            var entity = EntitySet.NameOf(value.Type);
            var isNumber = json.IsNumber(value.Start, value.End);
            var entry = isNumber ? map.EnterNumber(entity, value.In(json.Characters)) : map.Enter(entity, value.In(json.Characters));
            var isInString = !isNumber && json.IsWithinString(value.Start, value.End);
            if (isInString)
            {
                entry.NoteJson(text[start..end].ToString(), json.Characters[value.Start..value.End].ToString(), json.IsWholeString(value.Start, value.End));
            }

            var quote = isNumber ? "\"" : "";
            builder.Append(text[copied..start]).Append(quote).Append(isInString ? entry.MaskInJson : entry.Mask).Append(quote);
            spans.Add(new MaskedSpan(entity, start, end, entry.Mask));
            copied = end;
        }

        masked = builder.Append(text[copied..]).ToString();
        return true;
    }

    // A quote that a value began with may seem to be closed by the one that ends the string.
    private static IEnumerable<SpottedValue> InParts(List<SpottedValue> values, UnescapedJson json)
    {
        foreach (var value in values)
        {
            var parts = json.Parts(value.Start, value.End);
            foreach (var (start, end) in parts)
            {
                yield return start == value.Start && end == value.End ? value : new SpottedValue(value.Type, start, end, null);
            }
        }
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
