using System.Buffers;
using Sallyport.Detection.Matching;

namespace Sallyport.Detection.Views;

/// <summary>Decodes a run of base64, hex and what looks like them: base32, base58, base62.</summary>
internal static class BlockDecoder
{
    private const int FirstLook = 8;
    private const int Sample = 24;
    private const int LongRun = 40;
    private const byte Blank = 254;

    private static readonly byte[] Hex = WithBlanks(SignTable.Of("0123456789abcdef"), upperAsLower: true);
    private static readonly byte[] Base32 = WithBlanks(SignTable.Of("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"), upperAsLower: true);
    private static readonly byte[] Base64 = Base64Table();

    /// <summary>Decodes the run into <paramref name="target"/> (as long as the run); gives the length, 0 when it is no text.
    /// <paramref name="view"/> is what it looks like and becomes what it is.</summary>
    public static int Decode(ReadOnlySpan<char> run, Span<char> target, ref string view)
    {
        if (view == ViewNames.Hex)
        {
            return DecodeAt(run, 0, Hex, 4, target);
        }

        var length = DecodeBase64(run, target);
        if (length == 0 && !run.ContainsAny('+', '/', '-') && !run.Contains('_'))
        {
            (length, view) = DecodeOther(run, target);
        }

        return length;
    }

    /// <summary>Whether a run of which more may come reads like text so far, wherever decoding would begin.</summary>
    public static bool ReadsLikeText(ReadOnlySpan<char> run)
    {
        if (LooksLikeText(run, 0, Hex, 4) || LooksLikeText(run, 0, Base32, 5))
        {
            return true;
        }

        for (var shift = 0; shift < 4; shift++)
        {
            if (LooksLikeText(run, shift, Base64, 6) || (run.Length >= LongRun && LooksLikeText(run, (run.Length / 2) + shift, Base64, 6)))
            {
                return true;
            }
        }

        return false;
    }

    private static (int Length, string View) DecodeOther(ReadOnlySpan<char> run, Span<char> target)
    {
        var length = DecodeAt(run, 0, Base32, 5, target);
        if (length > 0)
        {
            return (length, ViewNames.Base32);
        }

        length = NumberRadix.Decode58(run, target);
        return length > 0 ? (length, ViewNames.Base58) : (NumberRadix.Decode62(run, target), ViewNames.Base62);
    }

    // A word or path directly before the run shifts its groups of four, so all four places to begin are tried, at the start and in the middle.
    private static int DecodeBase64(ReadOnlySpan<char> run, Span<char> target)
    {
        for (var shift = 0; shift < 4; shift++)
        {
            if (DecodeAt(run, shift, Base64, 6, target) is > 0 and var length)
            {
                return length;
            }
        }

        for (var shift = 0; shift < 4 && run.Length >= LongRun; shift++)
        {
            if (DecodeAt(run, (run.Length / 2) + shift, Base64, 6, target) is > 0 and var length)
            {
                return length;
            }
        }

        return 0;
    }

    private static int DecodeAt(ReadOnlySpan<char> run, int position, byte[] alphabet, int bits, Span<char> target)
    {
        if (!LooksLikeText(run, position, alphabet, bits))
        {
            return 0;
        }

        var group = bits switch { 4 => 2, 5 => 8, _ => 4 };
        var bytes = ArrayPool<byte>.Shared.Rent(run.Length);
        try
        {
            var decoded = bytes.AsSpan(0, ToBytes(run[(position % group)..], bytes, alphabet, bits));
            if (DecodedBytes.ReadLikeWideText(decoded[(position / group * group * bits / 8)..], out var isBigEndian) && position < group)
            {
                return DecodedBytes.ToWideText(decoded, isBigEndian, target);
            }

            return DecodedBytes.ToText(decoded[StartOfText(decoded, position / group * group * bits / 8)..], target);
        }
        finally
        {
            bytes.AsSpan(0, run.Length).Clear();
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    // A look at a few characters settles nearly all runs that are not encoded text.
    private static bool LooksLikeText(ReadOnlySpan<char> run, int position, byte[] alphabet, int bits)
    {
        var probe = run.Slice(position, Math.Min(Sample, run.Length - position));
        return LooksLikeText(probe[..Math.Min(FirstLook, probe.Length)], alphabet, bits) && LooksLikeText(probe, alphabet, bits);
    }

    private static bool LooksLikeText(ReadOnlySpan<char> run, byte[] alphabet, int bits)
    {
        Span<byte> sample = stackalloc byte[2 * Sample];
        var bytes = sample[..ToBytes(run, sample, alphabet, bits)];

        // A sign outside the alphabet ends the bytes early, line ends take a little.
        return bytes.Length + 2 >= run.Length * bits / 8 && (DecodedBytes.ReadLikeText(bytes) || DecodedBytes.ReadLikeWideText(bytes, out _));
    }

    private static int StartOfText(ReadOnlySpan<byte> bytes, int position)
    {
        while (position > 0 && position <= bytes.Length && bytes[position - 1] is (>= 0x20 and < 0x7f) or 9 or 10 or 13)
        {
            position--;
        }

        return Math.Min(position, bytes.Length);
    }

    // Line ends inside the run are passed over; anything else ends it.
    private static int ToBytes(ReadOnlySpan<char> run, Span<byte> bytes, byte[] alphabet, int bits)
    {
        var (value, held, written) = (0, 0, 0);
        foreach (var sign in run)
        {
            var digit = SignTable.DigitOf(alphabet, sign);
            if (digit >= Blank)
            {
                if (digit == Blank)
                {
                    continue;
                }

                break;
            }

            value = (value << bits) | digit;
            held += bits;
            if (held >= 8)
            {
                held -= 8;
                bytes[written++] = (byte)(value >> held);
                value &= (1 << held) - 1;
            }
        }

        return written;
    }

    private static byte[] Base64Table()
    {
        var table = SignTable.Of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
        (table['-'], table['_']) = (62, 63);
        return WithBlanks(table, upperAsLower: false);
    }

    private static byte[] WithBlanks(byte[] table, bool upperAsLower)
    {
        (table['\n'], table['\r']) = (Blank, Blank);
        for (var letter = 'a'; upperAsLower && letter <= 'z'; letter++)
        {
            var upper = char.ToUpperInvariant(letter);
            (table[letter], table[upper]) = (Math.Min(table[letter], table[upper]), Math.Min(table[letter], table[upper]));
        }

        return table;
    }
}
