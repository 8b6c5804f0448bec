using System.Text;

namespace Sallyport.Detection.Masking;

/// <summary>Puts the values back into a whole text.</summary>
public static class PlaceholderRestorer
{
    /// <summary>Restores all placeholders of the map.</summary>
    /// <param name="text">The text.</param>
    /// <param name="map">The exchange's placeholders.</param>
    /// <param name="insideJson">Whether the text is itself JSON text, such as tool-call arguments: then values are JSON-escaped, and
    /// brackets written <c>\u003c</c> and <c>\u003e</c> are recognised too.</param>
    /// <returns>Null when nothing was restored.</returns>
    public static string? Restore(ReadOnlySpan<char> text, PlaceholderMap map, bool insideJson)
    {
        if (map.IsEmpty)
        {
            return null;
        }

        StringBuilder? builder = null;
        var copied = 0;
        for (var position = 0; position < text.Length;)
        {
            var match = PlaceholderReader.Next(text, position, map, insideJson, isEscaped: false);
            if (match.Length == 0)
            {
                // Nothing more, or an open one: what begins at the open one may hold another start.
                position = match.IsOpen ? match.Start + 1 : text.Length;
                continue;
            }

            builder ??= new StringBuilder(text.Length + match.Value.Length);
            builder.Append(text[copied..match.Start]).Append(match.Value);
            position = copied = match.Start + match.Length;
        }

        return builder?.Append(text[copied..]).ToString();
    }
}
