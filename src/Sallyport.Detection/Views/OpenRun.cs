using System.Buffers;
using Sallyport.Detection.Matching;

namespace Sallyport.Detection.Views;

/// <summary>A run of base64 or hex at the end of a text, which may go on in what comes next.</summary>
internal static class OpenRun
{
    private const int Sample = 48;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>Where it starts; -1 when the text ends in none, or in one that does not begin like text.</summary>
    public static int StartIn(ReadOnlySpan<char> text)
    {
        var start = text.Length - AlphabetRun.LengthAtEnd(text);
        if (text.Length - start < AlphabetRun.Length)
        {
            return -1;
        }

        var sample = text.Slice(start, Math.Min(Sample, text.Length - start));
        var isText = BlockDecoder.BeginsLikeText(sample, ViewNames.Base64) || (!sample.ContainsAnyExcept(HexDigits) && BlockDecoder.BeginsLikeText(sample, ViewNames.Hex));
        return isText ? start : -1;
    }
}
