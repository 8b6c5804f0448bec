namespace Sallyport.Detection.Masking;

/// <summary>Finds the map's placeholders in text. Only what the map really holds is found or waited for.</summary>
internal static class PlaceholderReader
{
    // White space between a property's name and its colon: more than any serialiser writes, and a bound on what is held.
    private const int LongestGap = 16;

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
            var step = map.Plan.IndexOfStart(text[position..], insideJson, map.HasNumbers);
            if (step < 0)
            {
                break;
            }

            position += step;
            if (text[position] is '\\' or '"' && IsEscapedAt(text, position, isEscaped))
            {
                position++;
                continue;
            }

            var length = text[position] == '"' ? ReadNumber(text[position..], map, out var found) : Read(text[position..], map, insideJson, out found);
            if (length != 0)
            {
                var value = found is null ? "" : insideJson ? found.InJson : found.InText;
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
    private static int Read(ReadOnlySpan<char> text, PlaceholderMap map, bool insideJson, out MaskedValue? found)
    {
        var length = 0;
        foreach (var brace in map.Plan.Braces)
        {
            var read = Read(text, brace, map, insideJson, out found);
            if (read > 0)
            {
                return read;
            }

            length = read < 0 ? read : length;
        }

        found = null;
        return length;
    }

    private static int Read(ReadOnlySpan<char> text, PlaceholderBrace brace, PlaceholderMap map, bool insideJson, out MaskedValue? found)
    {
        found = null;
        var open = brace.ReadOpen(text, insideJson);
        if (open <= 0)
        {
            return open;
        }

        var name = text.Slice(open, PlaceholderBrace.ReadName(text[open..]));
        var close = brace.ReadClose(text[(open + name.Length)..], insideJson);
        if (close < 0)
        {
            return map.HasNameStartingWith(name) ? -1 : 0;
        }

        return close == 0 || !map.TryFind(brace, name, out found) ? 0 : open + name.Length + close;
    }

    // A string that is nothing but the placeholder of a number becomes the number again, unless it is a property's name.
    private static int ReadNumber(ReadOnlySpan<char> text, PlaceholderMap map, out MaskedValue? found)
    {
        found = null;
        var length = text.Length == 1 ? -1 : Read(text[1..], map, insideJson: true, out found);
        if (length <= 0 || found is not { IsNumber: true })
        {
            return length < 0 ? -1 : 0;
        }

        var rest = text[(1 + length)..];
        if (rest.IsEmpty || rest[0] != '"')
        {
            return rest.IsEmpty ? -1 : 0;
        }

        var behind = 1;
        while (behind < rest.Length && behind <= LongestGap && char.IsWhiteSpace(rest[behind]))
        {
            behind++;
        }

        return behind == rest.Length && behind <= LongestGap ? -1 : behind < rest.Length && rest[behind] == ':' ? 0 : length + 2;
    }
}
