using System.Globalization;
using System.Net;

namespace Sallyport.Detection.Views;

/// <summary>Reads single escapes: <c>%2e</c>, <c>%u002e</c>, <c>\u002e</c>, <c>\x2e</c>, <c>&amp;#46;</c>, <c>&amp;lt;</c>.</summary>
internal static class EscapeReader
{
    /// <summary>The next character that may start an escape; -1 when there is none.</summary>
    public static int IndexOfStart(ReadOnlySpan<char> text) => text.IndexOfAny('%', '\\', '&');

    /// <summary>Length of the escape at the position, 0 when there is none. <paramref name="isByte"/> tells bytes of UTF-8 from characters.</summary>
    public static int Read(ReadOnlySpan<char> text, int position, out int value, out bool isByte)
    {
        isByte = false;
        var rest = text[position..];
        switch (rest[0])
        {
            case '%' when rest.Length > 5 && rest[1] is 'u' or 'U' && TryHex(rest.Slice(2, 4), out value):
                return 6;
            case '%' when rest.Length > 2 && TryHex(rest.Slice(1, 2), out value):
                isByte = true;
                return 3;
            case '\\' when rest.Length > 5 && rest[1] == 'u' && TryHex(rest.Slice(2, 4), out value):
                return 6;
            case '\\' when rest.Length > 3 && rest[1] == 'x' && TryHex(rest.Slice(2, 2), out value):
                isByte = true;
                return 4;
            case '&':
                return ReadEntity(rest, out value);
            default:
                value = 0;
                return 0;
        }
    }

    private static bool TryHex(ReadOnlySpan<char> digits, out int value) =>
        int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);

    private static int ReadEntity(ReadOnlySpan<char> rest, out int value)
    {
        value = 0;
        if (rest.Length > 3 && rest[1] == '#')
        {
            var isHex = rest[2] is 'x' or 'X';
            var end = isHex ? 3 : 2;
            var start = end;
            while (end < rest.Length && end - start < 8 && (isHex ? char.IsAsciiHexDigit(rest[end]) : char.IsAsciiDigit(rest[end])))
            {
                end++;
            }

            var style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
            if (!int.TryParse(rest[start..end], style, CultureInfo.InvariantCulture, out value) || value is <= 0 or > 0x10FFFF or (>= 0xD800 and <= 0xDFFF))
            {
                return 0;
            }

            return end < rest.Length && rest[end] == ';' ? end + 1 : end;
        }

        var close = rest[..Math.Min(rest.Length, 12)].IndexOf(';');
        if (close < 3)
        {
            return 0;
        }

        var decoded = WebUtility.HtmlDecode(rest[..(close + 1)].ToString());
        value = decoded.Length == 1 ? decoded[0] : 0;
        return decoded.Length == 1 ? close + 1 : 0;
    }
}
