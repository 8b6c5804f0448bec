using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Sallyport.Protocols.Json;

/// <summary>A single value that a format's table asks for, such as the model's name or a token count. Where it stands, and how often.</summary>
public struct JsonFact
{
    /// <summary>The value's type; <see cref="JsonTokenType.None"/> where the field is absent.</summary>
    public JsonTokenType Type { get; internal set; }

    /// <summary>Offset of the property's opening quote.</summary>
    public int NameStart { get; internal set; }

    /// <summary>Offset of the value: behind the quote of a string, at the bracket of an object or array.</summary>
    public int Start { get; internal set; }

    /// <summary>Bytes of the value, without a string's quotes, with an object's brackets.</summary>
    public int Length { get; internal set; }

    /// <summary>How often the field stood there. Readers of JSON differ in which of two they believe.</summary>
    public int Count { get; internal set; }

    /// <summary>Offset behind the value, closing quote included.</summary>
    public readonly int End => Start + Length + (Type == JsonTokenType.String ? 1 : 0);

    /// <summary>The value's bytes.</summary>
    public readonly ReadOnlySpan<byte> Bytes(ReadOnlySpan<byte> json) => json.Slice(Start, Length);

    /// <summary>The number, or null where there is none, or not a whole one.</summary>
    public readonly long? Number(ReadOnlySpan<byte> json) =>
        Type == JsonTokenType.Number && Utf8Parser.TryParse(Bytes(json), out long value, out var used) && used == Length ? value : null;

    /// <summary>The string, decoded, or null where there is none.</summary>
    public readonly string? Text(ReadOnlySpan<byte> json)
    {
        if (Type != JsonTokenType.String)
        {
            return null;
        }

        var bytes = Bytes(json);
        return bytes.Contains((byte)'\\') ? JsonText.Decode(bytes) : Encoding.UTF8.GetString(bytes);
    }
}
