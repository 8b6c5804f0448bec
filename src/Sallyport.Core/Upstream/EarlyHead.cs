namespace Sallyport.Core.Upstream;

/// <summary>What can be said of an answer's first bytes (RFC 9112 section 4).</summary>
internal static class EarlyHead
{
    private const int StatusAt = 9;

    private static ReadOnlySpan<byte> Version => "HTTP/1."u8;

    /// <summary>Skips interim answers (1xx) and answers where the final one begins.</summary>
    internal static int FinalAt(ReadOnlySpan<byte> bytes)
    {
        var start = 0;
        while (IsStatus(bytes[start..], (byte)'1') && bytes[start..].IndexOf("\r\n\r\n"u8) is >= 0 and var end)
        {
            start += end + 4;
        }

        return start;
    }

    /// <summary>Whether the final answer is an error: then the rest of the request is of no use to whoever sent it.</summary>
    internal static bool IsError(ReadOnlySpan<byte> bytes)
    {
        var final = bytes[FinalAt(bytes)..];
        return IsStatus(final, (byte)'4') || IsStatus(final, (byte)'5');
    }

    /// <summary>Whether more bytes could tell whether it is an error.</summary>
    internal static bool IsUndecided(ReadOnlySpan<byte> bytes)
    {
        var final = bytes[FinalAt(bytes)..];
        return final.Length <= StatusAt || IsStatus(final, (byte)'1');
    }

    /// <summary>Where the final answer's first header stands; negative while that is not there.</summary>
    internal static int HeadersAt(ReadOnlySpan<byte> bytes)
    {
        var start = FinalAt(bytes);
        var final = bytes[start..];
        var end = final.IndexOf("\r\n"u8);
        return end < 0 || !final.StartsWith(Version) || IsStatus(final, (byte)'1') ? -1 : start + end + 2;
    }

    private static bool IsStatus(ReadOnlySpan<byte> bytes, byte first) => bytes.Length > StatusAt && bytes.StartsWith(Version) && bytes[StatusAt] == first;
}
