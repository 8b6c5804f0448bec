using System.Buffers.Binary;

namespace Sallyport.Detection.Views;

/// <summary>Reads text written as one large number, in base 58 (Bitcoin's alphabet) or base 62 (three orders of it).</summary>
internal static class NumberRadix
{
    /// <summary>Longest run that is read: the work grows with the square of the length.</summary>
    public const int LongestRun = 2048;

    private const int Chunk = 5;
    private const int Leading = 10;

    private static readonly byte[] Bitcoin = SignTable.Of("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz");

    private static readonly byte[][] Alphanumeric =
    [
        SignTable.Of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"),
        SignTable.Of("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        SignTable.Of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"),
    ];

    /// <summary>Writes the text that the number in base 58 spells, as long as the run at most; gives the length, 0 when it spells none.</summary>
    public static int Decode58(ReadOnlySpan<char> run, Span<char> target) => Decode(run, Bitcoin, 58, target);

    /// <summary>Writes the text that the number in base 62 spells.</summary>
    public static int Decode62(ReadOnlySpan<char> run, Span<char> target)
    {
        foreach (var alphabet in Alphanumeric)
        {
            if (Decode(run, alphabet, 62, target) is > 0 and var length)
            {
                return length;
            }
        }

        return 0;
    }

    private static int Decode(ReadOnlySpan<char> run, byte[] alphabet, uint radix, Span<char> target)
    {
        if (run.Length > LongestRun || !IsNumber(run, alphabet) || !BeginsLikeText(run, alphabet, radix))
        {
            return 0;
        }

        Span<uint> limbs = stackalloc uint[(LongestRun / Chunk) + 2];
        var used = 0;
        for (var position = 0; position < run.Length; position += Chunk)
        {
            var (scale, value) = (1U, 0U);
            foreach (var sign in run.Slice(position, Math.Min(Chunk, run.Length - position)))
            {
                scale *= radix;
                value = (value * radix) + alphabet[sign];
            }

            used = MultiplyAdd(limbs, used, scale, value);
        }

        Span<byte> bytes = stackalloc byte[limbs.Length * sizeof(uint)];
        for (var index = 0; index < used; index++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes[((used - 1 - index) * sizeof(uint))..], limbs[index]);
        }

        var text = bytes[..(used * sizeof(uint))].TrimStart((byte)0);
        return DecodedBytes.ReadLikeText(text) ? DecodedBytes.ToText(text, target) : 0;
    }

    // Words and names have no digits, or no letters in both cases: a text written as a number has all of them.
    private static bool IsNumber(ReadOnlySpan<char> run, byte[] alphabet)
    {
        var (hasDigit, hasUpper, hasLower) = (false, false, false);
        foreach (var sign in run)
        {
            if (SignTable.DigitOf(alphabet, sign) == SignTable.None)
            {
                return false;
            }

            hasDigit |= char.IsAsciiDigit(sign);
            hasUpper |= char.IsAsciiLetterUpper(sign);
            hasLower |= char.IsAsciiLetterLower(sign);
        }

        return hasDigit && hasUpper && hasLower;
    }

    // The first digits of a number give its first bytes, without the work on the others: of numbers that are no text one in forty passes.
    private static bool BeginsLikeText(ReadOnlySpan<char> run, byte[] alphabet, uint radix)
    {
        var value = 0.0;
        foreach (var sign in run[..Math.Min(Leading, run.Length)])
        {
            value = (value * radix) + alphabet[sign];
        }

        var bits = Math.Log2(value) + (Math.Max(0, run.Length - Leading) * Math.Log2(radix));
        var length = Math.Floor(bits / 8) + 1;
        var first = (uint)Math.Min(uint.MaxValue, Math.Pow(2, bits - (8 * (length - 4))));
        return value > 0 && IsText((byte)(first >> 24)) && IsText((byte)(first >> 16)) && IsText((byte)(first >> 8));
    }

    private static bool IsText(byte value) => value is (>= 0x20 and not 0x7f) or 9 or 10 or 13;

    private static int MultiplyAdd(Span<uint> limbs, int used, uint scale, uint value)
    {
        ulong carry = value;
        for (var index = 0; index < used; index++)
        {
            carry += (ulong)limbs[index] * scale;
            limbs[index] = (uint)carry;
            carry >>= 32;
        }

        if (carry != 0)
        {
            limbs[used++] = (uint)carry;
        }

        return used;
    }
}
