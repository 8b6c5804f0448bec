using System.Buffers;
using System.Text;

namespace Sallyport.Detection.Views;

/// <summary>Tells decoded text from what only looks encoded, as hashes, keys and pictures do.</summary>
internal static class DecodedBytes
{
    private const int LeastText = 12;

    // One odd byte among so many is still text.
    private const int OddShare = 8;

    /// <summary>Whether bytes read like text: printable ASCII, or well-formed UTF-8 beyond it. The last character may be cut.</summary>
    public static bool ReadLikeText(ReadOnlySpan<byte> bytes) => bytes.Length > 0 && TextIn(bytes) == bytes.Length;

    /// <summary>Whether bytes read like ASCII in two bytes a character, as PowerShell takes its encoded commands; gives which byte holds it.</summary>
    public static bool ReadLikeWideText(ReadOnlySpan<byte> bytes, out bool isBigEndian)
    {
        isBigEndian = bytes.Length > 1 && bytes[0] == 0;
        for (var index = 0; index < bytes.Length; index++)
        {
            var isHigh = index % 2 == (isBigEndian ? 0 : 1);
            if (isHigh ? bytes[index] != 0 : IsControl(bytes[index]))
            {
                return false;
            }
        }

        return bytes.Length > 3;
    }

    /// <summary>Writes the text the bytes begin with; too little text is none. A byte here and there that no text holds becomes a space: one
    /// of them must not hide what stands behind it. Where they grow frequent the text is over.</summary>
    public static int ToText(ReadOnlySpan<byte> bytes, Span<char> target)
    {
        var position = TextIn(bytes);
        if (position < Math.Min(bytes.Length, LeastText))
        {
            return 0;
        }

        var written = Encoding.UTF8.GetChars(bytes[..position], target);
        for (var odd = 1; position < bytes.Length && odd <= 1 + (position / OddShare); odd++)
        {
            target[written++] = ' ';
            position++;
            var length = TextIn(bytes[position..]);
            written += Encoding.UTF8.GetChars(bytes.Slice(position, length), target[written..]);
            position += length;
        }

        return written;
    }

    /// <summary>Writes text of two bytes a character.</summary>
    public static int ToWideText(ReadOnlySpan<byte> bytes, bool isBigEndian, Span<char> target)
    {
        var encoding = isBigEndian ? Encoding.BigEndianUnicode : Encoding.Unicode;
        return encoding.GetChars(bytes[..(bytes.Length & ~1)], target);
    }

    // Length of the text the bytes begin with.
    private static int TextIn(ReadOnlySpan<byte> bytes)
    {
        var position = 0;
        while (position < bytes.Length)
        {
            if (bytes[position] < 0x80)
            {
                if (IsControl(bytes[position]))
                {
                    return position;
                }

                position++;
                continue;
            }

            var status = Rune.DecodeFromUtf8(bytes[position..], out _, out var consumed);
            if (status != OperationStatus.Done)
            {
                return status == OperationStatus.NeedMoreData ? bytes.Length : position;
            }

            position += consumed;
        }

        return position;
    }

    private static bool IsControl(byte value) => value is (< 0x20 and not (9 or 10 or 13)) or 0x7f;
}
