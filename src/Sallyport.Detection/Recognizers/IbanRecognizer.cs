using System.Collections.Frozen;

namespace Sallyport.Detection.Recognizers;

/// <summary>Finds international bank account numbers: country, that country's length, and the ISO 7064 check (mod 97).</summary>
internal static class IbanRecognizer
{
    private static readonly FrozenDictionary<string, int> Lengths = (
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 "
        + "FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 "
        + "LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 "
        + "SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20")
        .Split(' ').ToFrozenDictionary(entry => entry[..2], entry => int.Parse(entry.AsSpan(2), System.Globalization.CultureInfo.InvariantCulture));

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> LengthOf =
        Lengths.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether an account number has its first check digit at the position; the match starts two letters before.</summary>
    public static bool TryMatch(ReadOnlySpan<char> text, int position, out EntityMatch match)
    {
        match = default;
        var start = position - 2;
        if (start < 0 || !char.IsAsciiLetter(text[start]) || !char.IsAsciiLetter(text[start + 1])
            || TextBounds.IsWordAt(text, start - 1) || !TextBounds.IsDigitAt(text, position + 1))
        {
            return false;
        }

        ReadOnlySpan<char> country = [char.ToUpperInvariant(text[start]), char.ToUpperInvariant(text[start + 1])];
        if (!LengthOf.TryGetValue(country, out var length))
        {
            return false;
        }

        Span<char> account = stackalloc char[length];
        var end = Collect(text, start, account);
        if (end < 0 || TextBounds.IsWordAt(text, end) || !PassesMod97(account))
        {
            return false;
        }

        match = new EntityMatch(EntityType.Iban, start, end, 0.97);
        return true;
    }

    /// <summary>The check of ISO 7064, on an account number without separators.</summary>
    public static bool PassesMod97(ReadOnlySpan<char> account)
    {
        var remainder = 0;
        for (var index = 0; index < account.Length; index++)
        {
            var character = account[(index + 4) % account.Length];
            remainder = char.IsAsciiDigit(character)
                ? ((remainder * 10) + (character - '0')) % 97
                : ((remainder * 100) + (char.ToUpperInvariant(character) - 'A' + 10)) % 97;
        }

        return remainder == 1;
    }

    private static int Collect(ReadOnlySpan<char> text, int start, Span<char> account)
    {
        var count = 0;
        var position = start;
        while (count < account.Length)
        {
            if (position >= text.Length)
            {
                return -1;
            }

            if (char.IsAsciiLetterOrDigit(text[position]))
            {
                account[count++] = text[position++];
                continue;
            }

            // People write an account number in groups of four.
            if (text[position] is not (' ' or '-') || position + 1 >= text.Length || !char.IsAsciiLetterOrDigit(text[position + 1]))
            {
                return -1;
            }

            position++;
        }

        return position;
    }
}
