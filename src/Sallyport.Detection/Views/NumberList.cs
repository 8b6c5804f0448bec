namespace Sallyport.Detection.Views;

/// <summary>
/// Reads text written as numbers: bits, octal, decimal and hex codes, apart or in one run, with or without prefixes
/// (<c>01101001</c>, <c>\151</c>, <c>105, 103</c>, <c>0x69 0x67</c>, <c>U+0069</c>, <c>=69=67</c>).
/// </summary>
internal static class NumberList
{
    private const int LeastNumbers = 8;
    private const int LongRun = 40;
    private const int LeastMean = 420;

    private static readonly int[] Radixes = [2, 8, 10, 16];

    /// <summary>Whether the text has as many numbers as a message needs: apart, or in one run too long for an identifier.</summary>
    public static bool IsLikely(ReadOnlySpan<char> text)
    {
        var (numbers, digits, letters, others) = (0, 0, 0, 0);
        for (var position = 0; position <= text.Length; position++)
        {
            if (position < text.Length && char.IsAsciiLetterOrDigit(text[position]))
            {
                digits += char.IsAsciiDigit(text[position]) ? 1 : 0;
                letters += char.IsAsciiDigit(text[position]) ? 0 : 1;
                others += char.IsAsciiHexDigit(text[position]) || text[position] is 'x' or 'u' or 'U' ? 0 : 1;
                continue;
            }

            numbers += digits > 1 && others == 0 ? 1 : 0;
            // A run with letters is hex or base64, which has a view of its own.
            if (numbers >= LeastNumbers || (digits >= LongRun && letters == 0))
            {
                return true;
            }

            (digits, letters, others) = (0, 0, 0);
        }

        return false;
    }

    /// <summary>Writes the text that the numbers spell; gives the length, 0 when they spell none.</summary>
    public static int Decode(ReadOnlySpan<char> text, Span<char> target)
    {
        var (best, bestMean) = (0, LeastMean - 1);
        foreach (var radix in Radixes)
        {
            var length = Read(text, radix, target);
            var mean = length == 0 ? 0 : 100 * LetterPairs.Sum(target[..length]) / length;
            if (mean > bestMean)
            {
                (best, bestMean) = (radix, mean);
            }
        }

        return best == 0 ? 0 : Read(text, best, target);
    }

    private static int Read(ReadOnlySpan<char> text, int radix, Span<char> target)
    {
        var (written, wrong) = (0, 0);
        for (var position = 0; position < text.Length;)
        {
            if (!char.IsAsciiLetterOrDigit(text[position]))
            {
                position++;
                continue;
            }

            var start = position;
            while (position < text.Length && char.IsAsciiLetterOrDigit(text[position]))
            {
                position++;
            }

            var digits = WithoutPrefix(text[start..position]);
            if (!IsNumber(digits, radix))
            {
                // Words around the list do not speak against it.
                wrong += char.IsAsciiDigit(digits.IsEmpty ? 'x' : digits[0]) ? 1 : 0;
                continue;
            }

            var before = written;
            wrong += ReadNumber(digits, radix, target, ref written) ? 0 : 1;
            wrong += written == before ? 1 : 0;
        }

        return written >= LeastNumbers && wrong * 5 <= written ? written : 0;
    }

    private static ReadOnlySpan<char> WithoutPrefix(ReadOnlySpan<char> word) => word switch
    {
        ['0', 'x' or 'X' or 'o' or 'O', .. var rest] => rest,
        ['0', 'b' or 'B', .. var rest] when rest.Length >= 7 => rest,
        ['x' or 'X' or 'u' or 'U', .. var rest] => rest,
        _ => word,
    };

    private static bool IsNumber(ReadOnlySpan<char> digits, int radix)
    {
        foreach (var digit in digits)
        {
            if (ValueOf(digit) >= radix)
            {
                return false;
            }
        }

        return !digits.IsEmpty;
    }

    // A long run holds many numbers, of equal width unless they are decimals.
    private static bool ReadNumber(ReadOnlySpan<char> digits, int radix, Span<char> target, ref int written)
    {
        if (digits.Length <= (radix == 2 ? 8 : 4))
        {
            return Put(digits, radix, target, ref written);
        }

        if (radix == 10)
        {
            var length = DecimalRun.Decode(digits, target[written..]);
            written += length;
            return length > 0;
        }

        var width = radix switch { 2 => digits.Length % 8 == 0 ? 8 : 7, 8 => 3, _ => 2 };

        for (var position = 0; position < digits.Length;)
        {
            var length = Math.Min(width, digits.Length - position);
            if (!Put(digits.Slice(position, length), radix, target, ref written))
            {
                return false;
            }

            position += length;
        }

        return true;
    }

    private static bool Put(ReadOnlySpan<char> digits, int radix, Span<char> target, ref int written)
    {
        var value = 0;
        foreach (var digit in digits)
        {
            value = (value * radix) + ValueOf(digit);
        }

        if (value is (< ' ' and not (9 or 10 or 13)) or (>= 127 and < 160) or > 0x2FF)
        {
            return false;
        }

        target[written++] = (char)value;
        return true;
    }

    private static int ValueOf(char digit) => digit <= '9' ? digit - '0' : char.IsAsciiHexDigit(digit) ? (digit | 0x20) - 'a' + 10 : int.MaxValue;
}
