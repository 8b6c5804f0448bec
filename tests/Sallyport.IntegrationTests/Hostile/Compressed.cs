using System.IO.Compression;

namespace Sallyport.IntegrationTests.Hostile;

/// <summary>Bodies that are small on the wire.</summary>
internal static class Compressed
{
    /// <summary>The codings that the gateway undoes.</summary>
    internal static IReadOnlyList<string> Codings { get; } = ["gzip", "br", "deflate"];

    /// <summary>A body with so many spaces inside a JSON document that it is far over every limit.</summary>
    internal static byte[] Bomb(string coding, int megabytes)
    {
        var compressed = new MemoryStream();
        using (var stream = Open(compressed, coding))
        {
            stream.Write("{\"model\":\"echo-0-0\",\"messages\":["u8);
            var spaces = new byte[1024 * 1024];
            spaces.AsSpan().Fill((byte)' ');
            for (var i = 0; i < megabytes; i++)
            {
                stream.Write(spaces);
            }

            stream.Write("]}"u8);
        }

        return compressed.ToArray();
    }

    private static Stream Open(Stream into, string coding) => coding switch
    {
        "gzip" => new GZipStream(into, CompressionLevel.Fastest, leaveOpen: true),
        "br" => new BrotliStream(into, CompressionLevel.Fastest, leaveOpen: true),
        "deflate" => new ZLibStream(into, CompressionLevel.Fastest, leaveOpen: true),
        _ => throw new ArgumentException($"There is no coding '{coding}'.", nameof(coding)),
    };
}
