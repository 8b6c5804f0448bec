namespace Sallyport.Detection.Recognizers;

/// <summary>Finds payment card numbers: issuer prefix, length for that issuer, usual grouping and the Luhn check digit (ISO/IEC 7812-1).</summary>
internal static class CreditCardRecognizer
{
    private const int ContextReach = 40;

    // Issuers beyond the big ones use ranges that other numbers use as well; there a word must say that it is a card.
    private static readonly string[] Words = ["card", "visa", "amex", "debit", "credit", "cc ", "cc:", "maestro", "airplus", "uatp", "carte", "tarjeta", "karte", "carta", "cartão"];

    /// <summary>Whether a card number starts at the digit.</summary>
    public static bool TryMatch(ReadOnlySpan<char> text, int position, out EntityMatch match)
    {
        match = default;
        var cluster = DigitCluster.Read(text, position, " -");
        if (cluster.Separator == '?')
        {
            // Several numbers beside each other: each is written in one way.
            cluster = DigitCluster.Read(text, position, IsDashed(ref cluster, text) ? "-" : " ");
        }

        if (cluster.Count < 12)
        {
            return false;
        }

        var length = LengthOf(ref cluster, out var end);
        if (length == 0 || TextBounds.IsWordAt(text, end) || (position > 0 && text[position - 1] is '.' or '-' && TextBounds.IsDigitAt(text, position - 2)))
        {
            return false;
        }

        var digits = cluster.Digits[..length];
        if (!PassesLuhn(digits))
        {
            return false;
        }

        var hasIssuer = HasIssuer(digits);
        if (!hasIssuer && !TextBounds.HasBefore(text, position, ContextReach, Words))
        {
            return false;
        }

        match = new EntityMatch(EntityType.CreditCard, position, end, hasIssuer ? 0.95 : 0.85);
        return true;
    }

    /// <summary>The Luhn check.</summary>
    public static bool PassesLuhn(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var index = 0; index < digits.Length; index++)
        {
            var digit = digits[digits.Length - 1 - index] - '0';
            if (index % 2 == 1)
            {
                digit = digit > 4 ? (digit * 2) - 9 : digit * 2;
            }

            sum += digit;
        }

        return sum % 10 == 0 && digits.ContainsAnyExcept(digits[0]);
    }

    /// <summary>Whether an issuer gives out numbers with this prefix and length.</summary>
    public static bool HasIssuer(ReadOnlySpan<char> digits)
    {
        var four = ((digits[0] - '0') * 1000) + ((digits[1] - '0') * 100) + ((digits[2] - '0') * 10) + (digits[3] - '0');
        var length = digits.Length;
        return four switch
        {
            >= 4000 and <= 4999 => length is 13 or 16 or 19,
            >= 5100 and <= 5599 or >= 2221 and <= 2720 => length == 16,
            >= 3400 and <= 3499 or >= 3700 and <= 3799 => length == 15,
            1800 or 2131 => length == 15,
            >= 3500 and <= 3599 => length == 16,
            >= 3000 and <= 3059 or 3095 or >= 3600 and <= 3699 or >= 3800 and <= 3999 => length is 14 or 16,
            6011 or >= 6440 and <= 6599 or >= 6200 and <= 6299 => length is >= 16 and <= 19,
            5018 or 5019 or 5020 or 5038 or 5893 or 6304 or 6759 or >= 6761 and <= 6763 or 0604 => length is >= 12 and <= 19,
            _ => false,
        };
    }

    private static bool IsDashed(ref DigitCluster cluster, ReadOnlySpan<char> text) =>
        cluster.Start + cluster.Group(0) is var behind && behind < text.Length && text[behind] == '-';

    // The number is the whole cluster, or the usual groups at its start when something else follows (an expiry date, a code).
    private static int LengthOf(ref DigitCluster cluster, out int end)
    {
        end = cluster.End;
        if (cluster.GroupCount == 1)
        {
            return cluster.Count is >= 12 and <= 19 ? cluster.Count : 0;
        }

        var (first, second, third, fourth) = (cluster.Group(0), cluster.Group(1), cluster.Group(2), cluster.Group(3));
        var length = (first, second, third, fourth) switch
        {
            (4, 4, 4, 4) => cluster.Group(4) == 3 && cluster.GroupCount == 5 ? 19 : 16,
            (4, 6, 5, _) => 15,
            (4, 6, 4, _) => 14,
            (>= 12, _, _, _) when first <= 19 => first,
            _ => 0,
        };
        var groups = length switch { 19 when first == 4 => 5, 16 when first == 4 => 4, 15 or 14 when first == 4 => 3, 0 => 0, _ => 1 };
        end = cluster.Start + length + Math.Max(0, groups - 1);
        return length;
    }
}
