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
    /// <returns>True when something was replaced.</returns>
    public bool Mask(ReadOnlySpan<char> text, EntitySet types, PlaceholderMap map, out string? masked, List<MaskedSpan> spans)
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

        var builder = new StringBuilder(text.Length);
        var copied = 0;
        foreach (var match in matches)
        {
            var entity = EntitySet.NameOf(match.Type);
            var placeholder = map.GetOrAdd(entity, text[match.Start..match.End]);
            builder.Append(text[copied..match.Start]).Append(placeholder);
            spans.Add(new MaskedSpan(entity, match.Start, match.End, placeholder));
            copied = match.End;
        }

        masked = builder.Append(text[copied..]).ToString();
        return true;
    }
}
