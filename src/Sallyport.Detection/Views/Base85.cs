using System.Buffers;

namespace Sallyport.Detection.Views;

/// <summary>Reads base 85 in the alphabets of Ascii85, RFC 1924 and Z85: five signs to four bytes, first sign weightiest.</summary>
internal static class Base85
{
    private const int LeastSigns = 20;
    private const int Sample = 20;

    private static readonly byte[][] Alphabets =
    [
        SignTable.Of(string.Concat(Enumerable.Range('!', 85).Select(code => (char)code))),
        SignTable.Of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"),
        SignTable.Of("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#"),
    ];

    /// <summary>Writes the text that runs in the text hold, a line each; gives the length, 0 when none holds text.</summary>
    public static int Decode(ReadOnlySpan<char> text, Span<char> target)
    {
        var written = 0;
        for (var position = 0; position < text.Length;)
        {
            var start = position;
            while (position < text.Length && text[position] is > ' ' and < (char)127)
            {
                position++;
            }

            if (position - start >= LeastSigns)
            {
                var length = DecodeRun(text[start..position], target[written..]);
                written += length;
                written += length > 0 ? PutBreak(target[written..]) : 0;
            }

            position++;
        }

        return written;
    }

    private static int DecodeRun(ReadOnlySpan<char> run, Span<char> target)
    {
        // Quotes may stand before the run, and Ascii85 has brackets of its own.
        var bracket = run[..Math.Min(run.Length, 4)].IndexOf("<~");
        var bare = bracket < 0 ? run : run[(bracket + 2)..];
        var close = bare.LastIndexOf("~>");
        bare = close >= 0 && bracket >= 0 ? bare[..close] : bare;
        Span<byte> sample = stackalloc byte[Sample];
        for (var skipped = 0; skipped < 2 && bare.Length > LeastSigns / 2; skipped++)
        {
            foreach (var alphabet in Alphabets)
            {
                var signs = bare[skipped..];
                if (DecodedBytes.ReadLikeText(sample[..ToBytes(signs[..5], alphabet, sample)])
                    && DecodedBytes.ReadLikeText(sample[..ToBytes(signs[..Math.Min(signs.Length, Sample)], alphabet, sample)]))
                {
                    return DecodeAll(signs, alphabet, target);
                }
            }
        }

        return 0;
    }

    private static int DecodeAll(ReadOnlySpan<char> signs, byte[] alphabet, Span<char> target)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(signs.Length + 4);
        try
        {
            return DecodedBytes.ToText(bytes.AsSpan(0, ToBytes(signs, alphabet, bytes)), target);
        }
        finally
        {
            bytes.AsSpan(0, signs.Length).Clear();
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    // Stops at the first sign outside the alphabet. The last group may be short: n signs give n - 1 bytes.
    private static int ToBytes(ReadOnlySpan<char> signs, byte[] alphabet, Span<byte> bytes)
    {
        var written = 0;
        for (var position = 0; position < signs.Length; position += 5)
        {
            var length = Math.Min(5, signs.Length - position);
            var value = 0UL;
            for (var index = 0; index < 5; index++)
            {
                var digit = index < length ? SignTable.DigitOf(alphabet, signs[position + index]) : 84;
                if (digit == SignTable.None)
                {
                    length = index;
                    digit = 84;
                }

                value = (value * 85) + (ulong)digit;
            }

            for (var index = 0; index < length - 1 && written < bytes.Length; index++)
            {
                bytes[written++] = (byte)(value >> (24 - (8 * index)));
            }

            if (length < 5)
            {
                break;
            }
        }

        return written;
    }

    private static int PutBreak(Span<char> target)
    {
        target[0] = '\n';
        return 1;
    }
}
