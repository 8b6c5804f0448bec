using System.Text;

namespace Sallyport.Detection.Yara.Matching;

/// <summary>What a text looks like inside base64: one form for each alignment, without the characters that its neighbours decide.</summary>
internal static class Base64Forms
{
    /// <summary>The three forms.</summary>
    public static IEnumerable<byte[]> Of(byte[] text, string alphabet)
    {
        for (var shift = 0; shift < 3; shift++)
        {
            var padded = new byte[shift + text.Length];
            text.CopyTo(padded, shift);
            var encoded = Encode(padded, alphabet);

            // The bytes before decide the first characters, the bytes behind the last one.
            var first = shift == 0 ? 0 : shift + 1;
            var last = padded.Length % 3 == 0 ? encoded.Length : encoded.Length - 1;
            if (last > first)
            {
                yield return Encoding.Latin1.GetBytes(encoded[first..last]);
            }
        }
    }

    // Without padding characters.
    private static string Encode(byte[] bytes, string alphabet)
    {
        var text = new StringBuilder();
        var (bits, count) = (0, 0);
        foreach (var value in bytes)
        {
            bits = (bits << 8) | value;
            count += 8;
            while (count >= 6)
            {
                count -= 6;
                text.Append(alphabet[(bits >> count) & 63]);
            }
        }

        return count == 0 ? text.ToString() : text.Append(alphabet[(bits << (6 - count)) & 63]).ToString();
    }
}
