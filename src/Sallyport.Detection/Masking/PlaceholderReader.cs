namespace Sallyport.Detection.Masking;

/// <summary>Finds the map's placeholders in text. Only what the map really holds is found or waited for.</summary>
internal static class PlaceholderReader
{
    /// <summary>The next placeholder at or after <paramref name="position"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">Where to start.</param>
    /// <param name="map">The placeholders.</param>
    /// <param name="insideJson">Whether the text is itself JSON text.</param>
    /// <param name="isEscaped">Whether an odd number of backslashes stands directly before the text, so that its first character is escaped.</param>
    public static PlaceholderMatch Next(ReadOnlySpan<char> text, int position, PlaceholderMap map, bool insideJson, bool isEscaped)
    {
        while (position < text.Length)
        {
            var step = PlaceholderSyntax.IndexOfStart(text[position..], insideJson);
            if (step < 0)
            {
                break;
            }

            position += step;
            if (text[position] == '\\' && IsEscapedAt(text, position, isEscaped))
            {
                position++;
                continue;
            }

            var length = Read(text[position..], map, insideJson, out var value);
            if (length != 0)
            {
                return new PlaceholderMatch(position, Math.Max(length, 0), value, IsOpen: length < 0);
            }

            position++;
        }

        return new PlaceholderMatch(text.Length, 0, "", IsOpen: false);
    }

    /// <summary>Whether an odd number of backslashes stands before the position.</summary>
    public static bool IsEscapedAt(ReadOnlySpan<char> text, int position, bool isEscaped)
    {
        var start = position;
        while (start > 0 && text[start - 1] == '\\')
        {
            start--;
        }

        return ((position - start) % 2 == 1) ^ (start == 0 && isEscaped);
    }

    // Length of the placeholder at the start of the text; 0 when there is none, -1 when the text ends too early to say.
    private static int Read(ReadOnlySpan<char> text, PlaceholderMap map, bool insideJson, out string value)
    {
        value = "";
        var open = PlaceholderSyntax.ReadOpen(text, insideJson);
        if (open <= 0)
        {
            return open;
        }

        var name = text.Slice(open, PlaceholderSyntax.ReadName(text[open..]));
        var close = PlaceholderSyntax.ReadClose(text[(open + name.Length)..], insideJson);
        if (close < 0)
        {
            return map.HasNameStartingWith(name) ? -1 : 0;
        }

        return close > 0 && map.TryFind(name, insideJson, out value) ? open + name.Length + close : 0;
    }
}
