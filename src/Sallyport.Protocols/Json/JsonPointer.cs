using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Sallyport.Protocols.Json;

/// <summary>Names a place in JSON after RFC 6901. Reads the bytes again, so it is for findings, not for every text.</summary>
public static class JsonPointer
{
    /// <summary>The pointer of the value at or around a byte offset, such as the <see cref="FoundText.Start"/> of a text; empty for the root.</summary>
    public static string At(ReadOnlySpan<byte> json, int byteOffset)
    {
        var path = new List<Step>();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonTextFinder.MaxDepth });
        try
        {
            while (reader.Read())
            {
                Advance(ref reader, path);
                if (reader.TokenType is not (JsonTokenType.PropertyName or JsonTokenType.StartObject or JsonTokenType.StartArray)
                    && reader.BytesConsumed > byteOffset)
                {
                    break;
                }
            }
        }
        catch (JsonException)
        {
            // Malformed behind the last step: what has been walked is the best answer.
        }

        return Format(path);
    }

    private static void Advance(ref Utf8JsonReader reader, List<Step> path)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                path[^1] = new Step(JsonText.Decode(reader.ValueSpan), -1);
                return;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                path.RemoveAt(path.Count - 1);
                return;
        }

        if (path.Count > 0 && path[^1].Name is null)
        {
            path[^1] = new Step(null, path[^1].Index + 1);
        }

        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            path.Add(new Step(reader.TokenType == JsonTokenType.StartArray ? null : "", -1));
        }
    }

    private static string Format(List<Step> path)
    {
        var pointer = new StringBuilder();
        foreach (var step in path)
        {
            pointer.Append('/').Append(
                step.Name?.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)
                ?? step.Index.ToString(CultureInfo.InvariantCulture));
        }

        return pointer.ToString();
    }

    private readonly record struct Step(string? Name, int Index);
}
