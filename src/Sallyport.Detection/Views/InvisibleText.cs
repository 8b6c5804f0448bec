using System.Buffers;

namespace Sallyport.Detection.Views;

/// <summary>
/// Reads messages in characters nobody sees. Two ways are in use: variation selectors, one a byte (U+FE00 to U+FE0F are 0 to 15, U+E0100 on are 16 to 255);
/// and two invisible characters for the bits of each byte, highest first, of which the first one therefore is a zero.
/// </summary>
internal static class InvisibleText
{
    private const char SupplementHigh = '\uDB40';
    private const string Zeroes = "\u200B\u200C\u200D\u2060\u2061\u2062\u2063\u2064\uFEFF\u180E\u200E\u200F\u00AD\u3164";

    /// <summary>Characters such a message is made of.</summary>
    public static readonly SearchValues<char> Carriers = SearchValues.Create(
        Zeroes + string.Concat(Enumerable.Range(0xFE00, 16).Select(code => (char)code)) + SupplementHigh + string.Concat(Enumerable.Range(0xDD00, 0xF0).Select(code => (char)code)));

    /// <summary>Writes the message; gives the length, 0 when there is none.</summary>
    public static int Decode(ReadOnlySpan<char> text, Span<char> target)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(text.Length);
        try
        {
            var length = DecodedBytes.ToText(bytes.AsSpan(0, ReadSelectors(text, bytes)), target);
            return length > 0 ? length : DecodedBytes.ToText(bytes.AsSpan(0, ReadBits(text, bytes)), target);
        }
        finally
        {
            bytes.AsSpan(0, text.Length).Clear();
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static int ReadSelectors(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        var written = 0;
        for (var position = 0; position < text.Length; position++)
        {
            if (text[position] is >= '\uFE00' and <= '\uFE0F')
            {
                bytes[written++] = (byte)(text[position] - '\uFE00');
            }
            else if (text[position] == SupplementHigh && position + 1 < text.Length)
            {
                bytes[written++] = (byte)(text[++position] - '\uDD00' + 16);
            }
        }

        return written;
    }

    // The first two different characters carry the bits; a third one parts bytes and is passed over.
    private static int ReadBits(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        var first = text[0];
        var other = text.IndexOfAnyExcept(first);
        if (other < 0)
        {
            return 0;
        }

        var (second, value, bits, written) = (text[other], 0, 0, 0);
        foreach (var character in text)
        {
            if (character != first && character != second)
            {
                continue;
            }

            value = (value << 1) | (character == first ? 0 : 1);
            if (++bits == 8)
            {
                bytes[written++] = (byte)value;
                (value, bits) = (0, 0);
            }
        }

        return written;
    }
}
