using System.IO.Compression;

namespace Sallyport.Planes.Llm;

/// <summary>Undoes content codings (RFC 9110 section 8.4.1). The reader of the result bounds its size, so a small body cannot become a large one.</summary>
internal static class ContentCoding
{
    internal const string Known = "gzip, br, deflate";

    /// <summary>Wraps a body. Null when the coding is not known; several codings on top of each other are not.</summary>
    internal static Stream? Decode(Stream body, string coding) => coding.Trim().ToLowerInvariant() switch
    {
        "" or "identity" => body,
        "gzip" or "x-gzip" => new GZipStream(body, CompressionMode.Decompress),
        "br" => new BrotliStream(body, CompressionMode.Decompress),
        "deflate" => new ZLibStream(body, CompressionMode.Decompress),
        _ => null,
    };

    /// <summary>Whether reading failed because the bytes are not of the coding. Brotli's decoder says so with an exception of another kind.</summary>
    internal static bool IsFault(Exception exception) => exception is InvalidDataException or InvalidOperationException;
}
