namespace Sallyport.Detection.Recognizers;

/// <summary>Says where, at the end of a text, personal data may be under way that text to come completes.</summary>
internal static class OpenEntity
{
    /// <summary>The longest stretch that is held: an address's local part and domain (RFC 5321 §4.5.3.1).</summary>
    public const int Reach = 320;

    private const int LongestNumber = 48;
    private const int LongestLocalPart = 64;

    /// <summary>Where it starts; -1 when nothing is under way.</summary>
    public static int StartIn(ReadOnlySpan<char> text, EntitySet wanted)
    {
        // Any word may turn into an address, and a number may stand in groups with spaces between.
        var isFurther = wanted.Overlaps(EntityScanner.FurtherTypes);
        var label = wanted.Contains(EntityType.Phone) ? PhoneRecognizer.LabelUnderWay(text) : 0;
        var start = NumberStart(text[..^label], isFurther || wanted.Contains(EntityType.Iban));
        start = start < text.Length - label ? start : text.Length;
        if (isFurther || wanted.Contains(EntityType.Email) || wanted.Contains(EntityType.IpAddress))
        {
            start = Math.Min(start, WordStart(text));
        }

        if (wanted.Contains(EntityType.StreetAddress) || wanted.Contains(EntityType.DateOfBirth))
        {
            start = Math.Min(start, PhraseStart(text));
        }

        return start < text.Length ? start : -1;
    }

    // Scripts without spaces have no end of a word; there the longest local part is the bound.
    private static int WordStart(ReadOnlySpan<char> text)
    {
        var at = text.LastIndexOf('@');
        var bound = Math.Max(0, (at < 0 ? text.Length : at) - LongestLocalPart);
        var start = text.Length;
        while (start > bound && !char.IsWhiteSpace(text[start - 1]))
        {
            start--;
        }

        return start;
    }

    // Back over words that begin with a digit or a capital: a street with its number, a date with its month.
    private static int PhraseStart(ReadOnlySpan<char> text)
    {
        var (position, start) = (text.Length, text.Length);
        while (position > 0 && text.Length - position < LongestLocalPart)
        {
            var word = position;
            while (word > 0 && text[word - 1] != ' ')
            {
                word--;
            }

            if (word < position && !char.IsUpper(text[word]) && !char.IsAsciiDigit(text[word]))
            {
                break;
            }

            start = word < position ? Math.Max(word, text.Length - LongestLocalPart) : start;
            position = word - 1;
        }

        return start;
    }

    // Back over digits and what stands between them; an account number's letters are capitals.
    private static int NumberStart(ReadOnlySpan<char> text, bool withLetters)
    {
        var (position, start) = (text.Length, text.Length);
        while (position > 0 && text.Length - position < LongestNumber)
        {
            var character = text[position - 1];
            var isDigit = char.IsAsciiDigit(character) || (withLetters && char.IsAsciiLetterUpper(character));
            if (!isDigit && character is not (' ' or '-' or '.' or '(' or ')' or '/' or '+' or 'x'))
            {
                break;
            }

            position--;
            start = isDigit || character is '(' or '+' ? position : start;
        }

        return start;
    }
}
