using System.Text;

namespace Sallyport.Detection.Matching;

/// <summary>Turns offsets in UTF-8 bytes into offsets in UTF-16 units.</summary>
internal static class Utf8Range
{
    /// <summary>The characters that a range of bytes touches. A range that cuts a character takes all of it.</summary>
    public static (int Start, int End) ToCharacters(ReadOnlySpan<char> text, int firstByte, int endByte)
    {
        var (start, position, bytes) = (-1, 0, 0);
        while (position < text.Length && bytes < endByte)
        {
            // A lone surrogate is written as U+FFFD, three bytes; the rune decoder gives just that.
            _ = Rune.DecodeFromUtf16(text[position..], out var rune, out var taken);
            if (start < 0 && bytes + rune.Utf8SequenceLength > firstByte)
            {
                start = position;
            }

            bytes += rune.Utf8SequenceLength;
            position += taken;
        }

        return (start < 0 ? position : start, position);
    }
}
