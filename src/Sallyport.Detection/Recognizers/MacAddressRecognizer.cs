namespace Sallyport.Detection.Recognizers;

/// <summary>Finds hardware addresses (IEEE 802): six pairs of hexadecimal digits with one kind of separator. Broadcast and all-zero addresses name no device.</summary>
internal static class MacAddressRecognizer
{
    private const int Length = 17;

    /// <summary>Adds all addresses.</summary>
    public static void Find(ReadOnlySpan<char> text, List<EntityMatch> matches)
    {
        var position = 2;
        while (position < text.Length)
        {
            var step = text[position..].IndexOfAny(':', '-');
            if (step < 0)
            {
                return;
            }

            position += step;
            var start = position - 2;
            if (start + Length <= text.Length && !IsPart(text, start - 1) && !IsPart(text, start + Length) && IsAddress(text.Slice(start, Length)))
            {
                matches.Add(new EntityMatch(EntityType.MacAddress, start, start + Length, 0.9));
                position = start + Length;
            }

            position++;
        }
    }

    private static bool IsPart(ReadOnlySpan<char> text, int position) => TextBounds.IsWordAt(text, position) || ((uint)position < (uint)text.Length && text[position] is ':' or '-');

    private static bool IsAddress(ReadOnlySpan<char> candidate)
    {
        for (var index = 0; index < Length; index++)
        {
            if (index % 3 == 2 ? candidate[index] != candidate[2] : !char.IsAsciiHexDigit(candidate[index]))
            {
                return false;
            }
        }

        // One digit all through is a mask or an example.
        return candidate.ContainsAnyExcept(candidate[0], candidate[2]);
    }
}
