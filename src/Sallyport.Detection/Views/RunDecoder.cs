using System.Buffers;
using System.Text;
using Sallyport.Detection.Matching;

namespace Sallyport.Detection.Views;

/// <summary>Decodes a run; gives nothing back when the result does not read like text, as with hashes, keys and pictures.</summary>
internal static class RunDecoder
{
    private const int Sample = 24;

    /// <summary>Decodes the run into <paramref name="target"/> (as long as the run); gives the length, 0 when it is no text.</summary>
    public static int Decode(ReadOnlySpan<char> run, string view, Span<char> target) => view switch
    {
        ViewNames.Hex => DecodeBytes(run, target, isHex: true),
        ViewNames.Base64 => DecodeBytes(run, target, isHex: false),
        _ => DecodeEscapes(run, target),
    };

    private static int DecodeBytes(ReadOnlySpan<char> run, Span<char> target, bool isHex)
    {
        // A look at the first characters settles nearly all runs that are not encoded text.
        Span<byte> sample = stackalloc byte[Sample];
        var probe = run[..Math.Min(run.Length, Sample)];
        if (!ReadsLikeText(sample[..ToBytes(probe, sample, isHex)]))
        {
            return 0;
        }

        var bytes = ArrayPool<byte>.Shared.Rent(run.Length);
        try
        {
            var decoded = bytes.AsSpan(0, ToBytes(run, bytes, isHex));
            return ReadsLikeText(decoded) ? Encoding.UTF8.GetChars(decoded, target) : 0;
        }
        finally
        {
            bytes.AsSpan(0, run.Length).Clear();
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static int ToBytes(ReadOnlySpan<char> run, Span<byte> bytes, bool isHex)
    {
        var (bits, held, written) = (0, 0, 0);
        foreach (var character in run)
        {
            bits = isHex ? (bits << 4) | HexValue(character) : (bits << 6) | Base64Value(character);
            held += isHex ? 4 : 6;
            if (held >= 8)
            {
                held -= 8;
                bytes[written++] = (byte)(bits >> held);
                bits &= (1 << held) - 1;
            }
        }

        return written;
    }

    private static int HexValue(char character) => character <= '9' ? character - '0' : (character | 0x20) - 'a' + 10;

    private static int Base64Value(char character) => character switch
    {
        >= 'A' and <= 'Z' => character - 'A',
        >= 'a' and <= 'z' => character - 'a' + 26,
        >= '0' and <= '9' => character - '0' + 52,
        '+' or '-' => 62,
        _ => 63,
    };

    // Letters, spaces and usual punctuation in ASCII, or well-formed UTF-8 beyond it.
    private static bool ReadsLikeText(ReadOnlySpan<byte> bytes)
    {
        var odd = 0;
        foreach (var value in bytes)
        {
            if (value is (< 0x20 and not (9 or 10 or 13)) or 0x7f)
            {
                return false;
            }

            odd += value >= 0x80 ? 1 : 0;
        }

        return bytes.Length > 0 && (odd == 0 || (odd <= bytes.Length && IsUtf8Prefix(bytes)));
    }

    private static bool IsUtf8Prefix(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out _, out var consumed);
            if (status != OperationStatus.Done)
            {
                return status == OperationStatus.NeedMoreData;
            }

            bytes = bytes[consumed..];
        }

        return true;
    }

    private static int DecodeEscapes(ReadOnlySpan<char> run, Span<char> target)
    {
        var (written, position) = (0, 0);
        while (position < run.Length)
        {
            var length = run[position] is '%' or '\\' or '&' ? EscapeReader.Read(run, position, out var value, out var isByte) : Plain(run[position], out value, out isByte);
            if (length == 0)
            {
                length = Plain(run[position], out value, out isByte);
            }

            position += length;
            if (isByte && value >= 0xC0)
            {
                position += Continue(run, position, ref value);
            }

            // A code point of two units took at least six characters to write, so the target is long enough.
            written += value > char.MaxValue
                ? new Rune(value).EncodeToUtf16(target[written..])
                : Put((char)value, target, written);
        }

        return written;
    }

    private static int Put(char value, Span<char> target, int at)
    {
        target[at] = value;
        return 1;
    }

    private static int Plain(char character, out int value, out bool isByte)
    {
        (value, isByte) = (character, false);
        return 1;
    }

    // UTF-8 is read leniently on purpose: overlong forms such as %c0%af are themselves a way around a filter.
    private static int Continue(ReadOnlySpan<char> run, int position, ref int lead)
    {
        var more = lead switch { < 0xE0 => 1, < 0xF0 => 2, _ => 3 };
        var value = lead & (0x3F >> more);
        var consumed = 0;
        for (; more > 0 && position + consumed < run.Length; more--)
        {
            var length = run[position + consumed] is '%' or '\\' ? EscapeReader.Read(run, position + consumed, out var next, out var isByte) : Plain('\0', out next, out isByte);
            if (!isByte || length == 0)
            {
                return 0;
            }

            value = (value << 6) | (next & 0x3F);
            consumed += length;
        }

        if (more > 0 || !Rune.IsValid(value))
        {
            return 0;
        }

        lead = value;
        return consumed;
    }
}
