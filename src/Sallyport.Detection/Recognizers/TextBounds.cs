namespace Sallyport.Detection.Recognizers;

/// <summary>Questions about the neighbourhood of a value that all recognisers ask.</summary>
internal static class TextBounds
{
    /// <summary>Whether the character at the position could continue a word or number; false outside the text.</summary>
    public static bool IsWordAt(ReadOnlySpan<char> text, int position) =>
        (uint)position < (uint)text.Length && (char.IsAsciiLetterOrDigit(text[position]) || text[position] == '_' || text[position] > '\u00bf');

    /// <summary>Whether a digit stands at the position; false outside the text.</summary>
    public static bool IsDigitAt(ReadOnlySpan<char> text, int position) =>
        (uint)position < (uint)text.Length && char.IsAsciiDigit(text[position]);

    /// <summary>Whether one of the words stands within <paramref name="reach"/> characters before the position.</summary>
    public static bool HasBefore(ReadOnlySpan<char> text, int position, int reach, ReadOnlySpan<string> words)
    {
        var near = text[Math.Max(0, position - reach)..position];
        foreach (var word in words)
        {
            if (near.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
