using System.Text.Json;
using Sallyport.Protocols.Json;

namespace Sallyport.Protocols.Llm;

/// <summary>Cuts around single members of JSON objects.</summary>
public static class JsonMember
{
    /// <summary>The range to remove so that a member disappears with one comma.</summary>
    /// <param name="json">The bytes that hold the member.</param>
    /// <param name="member">The member's value.</param>
    public static (int Start, int Length) WithComma(ReadOnlySpan<byte> json, JsonFact member)
    {
        var start = member.NameStart;
        var before = json[..start].TrimEnd(" \t\r\n"u8);
        if (before[^1] == ',')
        {
            start = before.Length - 1;
            return (start, member.End - start);
        }

        var rest = json[member.End..];
        var after = rest.TrimStart(" \t\r\n"u8);
        var end = member.End + (after[0] == ',' ? rest.Length - after.Length + 1 : 0);
        return (start, end - start);
    }

    /// <summary>Whether a container holds nothing.</summary>
    public static bool IsEmpty(ReadOnlySpan<byte> json, JsonFact container) =>
        container.Type is JsonTokenType.StartArray or JsonTokenType.StartObject
        && container.Bytes(json)[1..^1].Trim(" \t\r\n"u8).IsEmpty;
}
