using System.Globalization;

namespace Sallyport.Detection.Recognizers;

/// <summary>The checks of identifiers that a weighted sum alone does not describe. All take the value without separators, letters in capitals.</summary>
internal static class IdentifierChecks
{
    private const string SpanishLetters = "TRWAGMYFPDXBNJZSQVHLCKE";
    private const string FinnishLetters = "0123456789ABCDEFHJKLMNPRSTUVWXY";

    // ISO 7812 §B, as many national numbers use it.
    public static bool Luhn(ReadOnlySpan<char> value) => CreditCardRecognizer.PassesLuhn(value);

    /// <summary>Luhn with the prefix of health care (80840) that adds 24 to the sum.</summary>
    public static bool Npi(ReadOnlySpan<char> value)
    {
        Span<char> prefixed = stackalloc char[15];
        "80840".CopyTo(prefixed);
        value.CopyTo(prefixed[5..]);
        return value[0] is '1' or '2' && CreditCardRecognizer.PassesLuhn(prefixed);
    }

    /// <summary>ISO 7064 mod 11,10, as the German tax number has it.</summary>
    public static bool Iso7064Mod11And10(ReadOnlySpan<char> value)
    {
        var product = 10;
        foreach (var digit in value[..^1])
        {
            var sum = (digit - '0' + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return value[0] != '0' && (11 - product) % 10 == value[^1] - '0';
    }

    /// <summary>The dihedral check of Verhoeff.</summary>
    public static bool Verhoeff(ReadOnlySpan<char> value)
    {
        var check = 0;
        for (var index = 0; index < value.Length; index++)
        {
            check = Dihedral(check, Permuted(value[value.Length - 1 - index] - '0', index % 8));
        }

        return check == 0 && value[0] is not ('0' or '1');
    }

    /// <summary>French number: 97 minus the remainder of the rest; Corsican departments count as 19 and 18.</summary>
    public static bool French(ReadOnlySpan<char> value)
    {
        Span<char> digits = stackalloc char[15];
        value.CopyTo(digits);
        if (value[5..7] is "2A" or "2B")
        {
            (digits[5], digits[6]) = ('1', value[6] == 'A' ? '9' : '8');
        }

        return value[0] is >= '1' and <= '8' && Number(digits[..13]) is var body and >= 0 && 97 - (body % 97) == Number(digits[13..]);
    }

    /// <summary>Belgian number: 97 minus the remainder; who is born after 1999 counts with a 2 in front.</summary>
    public static bool Belgian(ReadOnlySpan<char> value)
    {
        var (body, check) = (Number(value[..9]), Number(value[9..]));
        return IsMonthAndDay(value[2..6]) && (97 - (body % 97) == check || 97 - ((2_000_000_000 + body) % 97) == check);
    }

    /// <summary>Spanish DNI, or NIE with X, Y or Z for 0, 1 or 2.</summary>
    public static bool Spanish(ReadOnlySpan<char> value)
    {
        var lead = value[0] switch { 'X' => 0, 'Y' => 1, 'Z' => 2, _ => -1 };
        var number = lead < 0 ? Number(value[..^1]) : (lead * 10_000_000) + Number(value[1..^1]);
        return number >= 0 && SpanishLetters[(int)(number % 23)] == value[^1];
    }

    /// <summary>Italian code: odd places count by a table of their own.</summary>
    public static bool Italian(ReadOnlySpan<char> value)
    {
        ReadOnlySpan<int> odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
        var sum = 0;
        for (var index = 0; index < 15; index++)
        {
            var place = char.IsAsciiDigit(value[index]) ? value[index] - '0' : value[index] - 'A';
            sum += index % 2 == 0 ? odd[place] : place;
        }

        return (sum % 26) + 'A' == value[15];
    }

    /// <summary>Czech number: a multiple of eleven; the month of women is raised by fifty.</summary>
    public static bool Czech(ReadOnlySpan<char> value)
    {
        var month = Number(value[2..4]) % 50;
        return Number(value) % 11 == 0 && (month % 20) is >= 1 and <= 12 && Number(value[4..6]) is >= 1 and <= 31;
    }

    /// <summary>Austrian number: the check digit is the fourth.</summary>
    public static bool Austrian(ReadOnlySpan<char> value)
    {
        ReadOnlySpan<int> weights = [3, 7, 9, 0, 5, 8, 4, 2, 1, 6];
        return Sum(value, weights) % 11 == value[3] - '0' && value[0] != '0';
    }

    /// <summary>Australian business number: one less in the first digit, then a multiple of 89.</summary>
    public static bool AustralianBusiness(ReadOnlySpan<char> value)
    {
        ReadOnlySpan<int> weights = [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19];
        return value[0] != '0' && (Sum(value, weights) - 10) % 89 == 0;
    }

    /// <summary>Swedish and Finnish, Norwegian and Danish numbers, told apart by length and form.</summary>
    public static bool Nordic(ReadOnlySpan<char> value) => value.Length switch
    {
        10 => (IsMonthAndDay(value[2..6]) && Luhn(value)) || (IsMonthAndDay(value[2..4], value[..2]) && Number(value[6..]) > 0 && IsDanish(value)),
        12 => value[..2] is "19" or "20" && IsMonthAndDay(value[4..8]) && Luhn(value[2..]),
        11 when value[6] is not (>= '0' and <= '9') || !char.IsAsciiDigit(value[10]) => Finnish(value),
        11 => Norwegian(value),
        _ => false,
    };

    /// <summary>Brazilian numbers end in two check digits, each by the same rule.</summary>
    public static bool TwoDigits(ReadOnlySpan<char> value, WeightedChecksum first, WeightedChecksum second) =>
        value.ContainsAnyExcept(value[0]) && first.Passes(value) && second.Passes(value);

    /// <summary>Vehicle number: check character at the ninth place (ISO 3779, 49 CFR 565); I, O and Q are never used.</summary>
    public static bool Vehicle(ReadOnlySpan<char> value)
    {
        const string Letters = "0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ";
        ReadOnlySpan<int> weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
        var sum = 0;
        for (var index = 0; index < value.Length; index++)
        {
            var place = Letters.IndexOf(value[index], StringComparison.Ordinal);
            if (place < 0)
            {
                return false;
            }

            sum += place % 10 * weights[index];
        }

        return "0123456789X"[sum % 11] == value[8] && value.ContainsAnyInRange('A', 'Z') && value.ContainsAnyInRange('0', '9');
    }

    /// <summary>Chilean number: the weights run from the right.</summary>
    public static bool Chilean(ReadOnlySpan<char> value) =>
        (value.Length == 9 ? IdentifierTable.ChileanNine : IdentifierTable.ChileanEight).Passes(value);

    /// <summary>Irish number: a second letter counts nine times.</summary>
    public static bool Irish(ReadOnlySpan<char> value)
    {
        ReadOnlySpan<int> weights = [8, 7, 6, 5, 4, 3, 2];
        var sum = Sum(value, weights) + (value.Length == 9 && value[8] != 'W' ? 9 * (value[8] - 'A' + 1) : 0);
        return "WABCDEFGHIJKLMNOPQRSTUV"[sum % 23] == value[7];
    }

    /// <summary>British taxpayer reference: the check digit is the first.</summary>
    public static bool BritishTaxpayer(ReadOnlySpan<char> value)
    {
        ReadOnlySpan<int> weights = [6, 7, 8, 9, 10, 5, 4, 3, 2];
        return "21987654321"[Sum(value[1..], weights) % 11] == value[0];
    }

    /// <summary>Singapore number: numbers of this century and those of foreigners have letters of their own.</summary>
    public static bool Singaporean(ReadOnlySpan<char> value)
    {
        ReadOnlySpan<int> weights = [2, 7, 6, 5, 4, 3, 2];
        var remainder = (Sum(value[1..], weights) + (value[0] is 'T' or 'G' ? 4 : value[0] == 'M' ? 3 : 0)) % 11;
        return value[0] switch
        {
            'S' or 'T' => "JZIHGFEDCBA"[remainder] == value[8],
            'F' or 'G' => "XWUTRQPNMLK"[remainder] == value[8],
            'M' => "XWUTRQPNJLK"[10 - remainder] == value[8] || "XWUTRQPNJLK"[remainder] == value[8],
            _ => false,
        };
    }

    /// <summary>Mexican code: the alphabet has an Ñ between N and O.</summary>
    public static bool Mexican(ReadOnlySpan<char> value)
    {
        var sum = 0;
        for (var index = 0; index < 17; index++)
        {
            var character = value[index];
            sum += (18 - index) * (char.IsAsciiDigit(character) ? character - '0' : character - 'A' + 10 + (character > 'N' ? 1 : 0));
        }

        return IsMonthAndDay(value[6..10]) && (10 - (sum % 10)) % 10 == value[17] - '0';
    }

    /// <summary>Whether the value holds at least three digits: words and names are no identifiers.</summary>
    public static bool HasDigits(ReadOnlySpan<char> value)
    {
        var digits = 0;
        foreach (var character in value)
        {
            digits += char.IsAsciiDigit(character) ? 1 : 0;
        }

        return digits >= 3 && value.ContainsAnyExcept(value[0]);
    }

    /// <summary>Whether four digits are a month and a day.</summary>
    public static bool IsMonthAndDay(ReadOnlySpan<char> digits) => IsMonthAndDay(digits[..2], digits[2..4]);

    private static bool IsMonthAndDay(ReadOnlySpan<char> month, ReadOnlySpan<char> day) => Number(month) is >= 1 and <= 12 && Number(day) is >= 1 and <= 31;

    // Numbers given out since 2007 have no check digit; those before are a multiple of eleven. The date must be right in both.
    private static bool IsDanish(ReadOnlySpan<char> value) => value.ContainsAnyExcept(value[0]);

    private static bool Finnish(ReadOnlySpan<char> value)
    {
        Span<char> digits = stackalloc char[9];
        value[..6].CopyTo(digits);
        value[7..10].CopyTo(digits[6..]);
        return IsMonthAndDay(value[2..4], value[..2]) && Number(digits) is var number and >= 0 && FinnishLetters[(int)(number % 31)] == value[10];
    }

    private static bool Norwegian(ReadOnlySpan<char> value) =>
        IsMonthAndDay(value[2..4], value[..2]) && IdentifierTable.NorwegianFirst.Passes(value) && IdentifierTable.NorwegianSecond.Passes(value);

    private static int Sum(ReadOnlySpan<char> digits, ReadOnlySpan<int> weights)
    {
        var sum = 0;
        for (var index = 0; index < weights.Length; index++)
        {
            sum += (digits[index] - '0') * weights[index];
        }

        return sum;
    }

    private static long Number(ReadOnlySpan<char> digits) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private static int Dihedral(int left, int right) => (left < 5, right < 5) switch
    {
        (true, true) => (left + right) % 5,
        (true, false) => ((left + right) % 5) + 5,
        (false, true) => ((left - right) % 5) + 5,
        _ => (left - right + 5) % 5,
    };

    private static int Permuted(int digit, int times)
    {
        ReadOnlySpan<int> permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
        for (; times > 0; times--)
        {
            digit = permutation[digit];
        }

        return digit;
    }
}
