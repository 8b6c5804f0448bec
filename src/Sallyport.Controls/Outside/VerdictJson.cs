using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Sallyport.Controls.Outside;

/// <summary>Reads strangers' JSON: exact or not at all.</summary>
internal static class VerdictJson
{
    // Of two members of one name another reader may take the other one; and no verdict is nested deeply.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    internal static bool TryParse(ReadOnlyMemory<byte> json, [NotNullWhen(true)] out JsonDocument? document)
    {
        try
        {
            document = JsonDocument.Parse(json, Options);
            return true;
        }
        catch (JsonException)
        {
            document = null;
            return false;
        }
    }

    internal static string? Text(JsonElement parent, string member) =>
        Find(parent, member) is { ValueKind: JsonValueKind.String } value ? TextOf(value) : null;

    internal static double? Score(JsonElement parent, string member) =>
        Find(parent, member) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var score) && score is >= 0 and <= 1 ? score : null;

    /// <summary>A count, clamped: counts of several answers are added, and no honest one is near the bound.</summary>
    internal static long Count(JsonElement parent, string member) =>
        Find(parent, member) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var count) ? Math.Clamp(count, 0, int.MaxValue) : 0;

    internal static JsonElement? Find(JsonElement parent, string member) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(member, out var value) ? value : null;

    internal static OutsideAnswer Malformed(string detail) => OutsideAnswer.Failed(OutsideFault.Malformed, detail);

    // Half of a surrogate pair, escaped, is valid JSON and no text.
    private static string? TextOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
