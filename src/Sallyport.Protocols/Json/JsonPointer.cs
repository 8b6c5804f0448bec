namespace Sallyport.Protocols.Json;

/// <summary>Names a place in JSON after RFC 6901. Reads the bytes again, so it is for findings, not for every text.</summary>
public static class JsonPointer
{
    /// <summary>The pointer of the value at or around a byte offset, such as the <see cref="FoundText.Start"/> of a text; empty for the root.</summary>
    public static string At(ReadOnlySpan<byte> json, int byteOffset) => new JsonPointerWalk(json).At(byteOffset);
}
