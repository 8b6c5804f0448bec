using System.Net;
using System.Net.Sockets;

namespace Sallyport.Detection.Recognizers;

/// <summary>Finds IPv4 and IPv6 addresses. Loopback, unspecified and broadcast addresses tell nothing about anyone and are left out;
/// version numbers are told from addresses by what stands around them.</summary>
internal static class IpAddressRecognizer
{
    private const int MaxV6Length = 45;

    private static readonly string[] VersionWords = ["version", "ver.", "ver ", "release", "v.", "build", "package", "oid", "section", "chapter", "==", ">=", "<=", "~=", "^"];

    /// <summary>Whether an IPv4 address starts at the digit.</summary>
    public static bool TryMatchV4(ReadOnlySpan<char> text, int position, out EntityMatch match)
    {
        match = default;
        var end = ReadV4(text, position, out var first, out var isSpecial);
        if (end < 0 || isSpecial || TextBounds.IsWordAt(text, end) || (end < text.Length && text[end] == '.' && TextBounds.IsDigitAt(text, end + 1)))
        {
            return false;
        }

        var isDotted = position > 0 && text[position - 1] is '.' or '-' && (TextBounds.IsWordAt(text, position - 2));
        if (isDotted || first == 0 || TextBounds.HasBefore(text, position, 12, VersionWords))
        {
            return false;
        }

        match = new EntityMatch(EntityType.IpAddress, position, end, 0.8);
        return true;
    }

    /// <summary>Adds all IPv6 addresses.</summary>
    public static void FindV6(ReadOnlySpan<char> text, List<EntityMatch> matches)
    {
        var position = 0;
        while (position < text.Length)
        {
            var step = text[position..].IndexOf(':');
            if (step < 0)
            {
                return;
            }

            position += step;
            var next = position + 1;
            if (next < text.Length && (char.IsAsciiHexDigit(text[next]) || text[next] == ':') && TryMatchV6(text, position, out var match))
            {
                matches.Add(match);
                next = match.End;
            }

            position = next;
        }
    }

    private static int ReadV4(ReadOnlySpan<char> text, int position, out int first, out bool isSpecial)
    {
        (first, isSpecial) = (-1, false);
        var zeros = 0;
        var full = 0;
        for (var octet = 0; octet < 4; octet++)
        {
            if (octet > 0 && (position >= text.Length || text[position++] != '.'))
            {
                return -1;
            }

            var (value, start) = (0, position);
            while (TextBounds.IsDigitAt(text, position) && position - start < 4)
            {
                value = (value * 10) + (text[position++] - '0');
            }

            var digits = position - start;
            if (digits is 0 or 4 || value > 255 || (digits > 1 && text[start] == '0'))
            {
                return -1;
            }

            first = octet == 0 ? value : first;
            zeros += value == 0 ? 1 : 0;
            full += value == 255 ? 1 : 0;
        }

        isSpecial = first == 127 || zeros == 4 || full == 4;
        return position;
    }

    // "12345:db8::1" and "2001::25de::1" are no addresses, and what stands behind their first colon is none either; "ip:2001:db8::1" is one.
    private static bool IsRest(ReadOnlySpan<char> text, int start)
    {
        if (start < 2 || text[start - 1] != ':')
        {
            return false;
        }

        for (var position = start - 2; position >= 0 && start - position < 12; position--)
        {
            if (!char.IsAsciiLetterOrDigit(text[position]))
            {
                return position == start - 2 && text[position] == ':';
            }

            if (char.IsAsciiDigit(text[position]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryMatchV6(ReadOnlySpan<char> text, int colon, out EntityMatch match)
    {
        match = default;
        var start = colon;
        while (start > 0 && colon - start < 5 && char.IsAsciiHexDigit(text[start - 1]))
        {
            start--;
        }

        var end = colon;
        while (end < text.Length && end - start <= MaxV6Length && (char.IsAsciiHexDigit(text[end]) || text[end] is ':' or '.'))
        {
            end++;
        }

        while (end > start && (text[end - 1] == '.' || (text[end - 1] == ':' && (end - start < 2 || text[end - 2] != ':'))))
        {
            end--;
        }

        // Two colons at the least, and three groups: "12:30:15" is a time, "::" alone stands in many programming languages.
        var candidate = text[start..end];
        if (IsRest(text, start) || candidate.Length < 4 || candidate.Count(':') < 2 || TextBounds.IsWordAt(text, start - 1) || TextBounds.IsWordAt(text, end)
            || !candidate.ContainsAnyInRange('0', '9')
            || !IPAddress.TryParse(candidate, out var address) || address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return false;
        }

        if (IPAddress.IsLoopback(address) || address.Equals(IPAddress.IPv6Any) || (candidate.Length < 7 && candidate.StartsWith("::")))
        {
            return false;
        }

        match = new EntityMatch(EntityType.IpAddress, start, end, 0.85);
        return true;
    }
}
