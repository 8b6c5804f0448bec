using System.Buffers;

namespace Sallyport.Detection.Recognizers;

/// <summary>Finds a house number with one to four capitalised words that end in a word for a street, such as "742 North Evergreen Terrace".</summary>
internal static class StreetAddressRecognizer
{
    private const int MaxWords = 4;
    private const int MaxLength = 64;

    private static readonly string[] Words =
    [
        "Street", "Avenue", "Road", "Boulevard", "Lane", "Drive", "Court", "Square", "Terrace", "Place", "Parkway", "Highway", "Crescent", "Way",
        "St", "Ave", "Rd", "Blvd", "Ln", "Dr", "Ct", "Sq", "Pl", "Pkwy", "Hwy", "Trail", "Circle", "Close", "Row",
    ];

    private static readonly SearchValues<string> Suffixes = SearchValues.Create([.. Words.Select(word => " " + word)], StringComparison.Ordinal);

    /// <summary>Adds all addresses.</summary>
    public static void Find(ReadOnlySpan<char> text, List<EntityMatch> matches)
    {
        var position = 0;
        while (position < text.Length)
        {
            var step = text[position..].IndexOfAny(Suffixes);
            if (step < 0)
            {
                return;
            }

            position += step;
            var end = position + 1;
            while (end < text.Length && char.IsAsciiLetter(text[end]))
            {
                end++;
            }

            if (Array.IndexOf(Words, text[(position + 1)..end].ToString()) >= 0 && StartOf(text, position) is var start and >= 0)
            {
                matches.Add(new EntityMatch(EntityType.StreetAddress, start, UnitEnd(text, end), 0.8));
            }

            position = end;
        }
    }

    // Back over the street's name to the number.
    private static int StartOf(ReadOnlySpan<char> text, int end)
    {
        var bound = Math.Max(0, end - MaxLength);
        for (var words = 0; words <= MaxWords; words++)
        {
            var start = end;
            while (start > bound && text[start - 1] is not (' ' or '\n' or '\t' or ',' or '"'))
            {
                start--;
            }

            if (start == end)
            {
                return -1;
            }

            if (IsHouseNumber(text[start..end]))
            {
                return words == 0 ? -1 : start;
            }

            if (!(char.IsUpper(text[start]) || char.IsAsciiDigit(text[start])) || start == bound || text[start - 1] != ' ')
            {
                return -1;
            }

            end = start - 1;
        }

        return -1;
    }

    // 12, 12a, 12-14; not 2nd, which is part of a street's name.
    private static bool IsHouseNumber(ReadOnlySpan<char> word)
    {
        var digits = word.IndexOfAnyExceptInRange('0', '9');
        return word.Length <= 6 && digits != 0 && (digits < 0 || word.Length - digits == 1 || word[digits] == '-');
    }

    // "Apt 4", "Suite 201" and "#5" behind the street belong to it.
    private static int UnitEnd(ReadOnlySpan<char> text, int end)
    {
        foreach (var unit in (ReadOnlySpan<string>)[", Apt ", " Apt ", " Apt. ", " Suite ", ", Suite ", ", Unit ", " Unit ", " #"])
        {
            if (text[end..].StartsWith(unit, StringComparison.OrdinalIgnoreCase) && TextBounds.IsDigitAt(text, end + unit.Length))
            {
                var position = end + unit.Length;
                while (position - end < 16 && position < text.Length && char.IsAsciiLetterOrDigit(text[position]))
                {
                    position++;
                }

                return position;
            }
        }

        return end;
    }
}
