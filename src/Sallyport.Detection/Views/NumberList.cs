namespace Sallyport.Detection.Views;

/// <summary>
/// Reads text written as numbers: bits, octal, decimal and hex codes, apart or in one run, with or without prefixes
/// (<c>01101001</c>, <c>\151</c>, <c>105, 103</c>, <c>0x69 0x67</c>, <c>U+0069</c>, <c>=69=67</c>).
/// </summary>
internal static class NumberList
{
    private const int LeastNumbers = 8;
    private const int LeastMean = 420;
    private const int Ahead = 10;

    private static readonly int[] Radixes = [2, 8, 10, 16];

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

    // A long run holds many numbers: of equal width, or decimals, of which those from 100 on begin with 1 and no other does.
    private static bool ReadNumber(ReadOnlySpan<char> digits, int radix, Span<char> target, ref int written)
    {
        var width = radix switch { 2 => digits.Length % 8 == 0 ? 8 : 7, 8 => 3, 10 => 0, _ => 2 };
        if (digits.Length <= (radix == 2 ? 8 : 4))
        {
            return Put(digits, radix, target, ref written);
        }

        for (var position = 0; position < digits.Length;)
        {
            var length = Math.Min(width > 0 ? width : DecimalAt(digits, position), digits.Length - position);
            if (!Put(digits.Slice(position, length), radix, target, ref written))
            {
                return false;
            }

            position += length;
        }

        return true;
    }

    // A line end, 10 or 13, may also be the beginning of a letter from 100 on: what follows reads better one way than the other.
    private static int DecimalAt(ReadOnlySpan<char> digits, int position)
    {
        if (digits[position] != '1')
        {
            return 2;
        }

        return digits[position..] is ['1', '0', '1' or '3' or '4' or '5' or '6' or '7' or '8' or '9', ..] && Reading(digits, position, 2) > Reading(digits, position, 3) ? 2 : 3;
    }

    private static int Reading(ReadOnlySpan<char> digits, int position, int first)
    {
        Span<char> letters = stackalloc char[Ahead];
        var count = 0;
        for (var length = first; count < Ahead && position + length <= digits.Length; length = position < digits.Length && digits[position] == '1' ? 3 : 2)
        {
            if (!Put(digits.Slice(position, length), 10, letters, ref count))
            {
                return int.MinValue;
            }

            position += length;
        }

        return count == 0 ? 0 : 100 * LetterPairs.Sum(letters[..count]) / count;
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
