using System.Text.Encodings.Web;
using System.Text.Json;
using Sallyport.Core.Exchanges;

namespace Sallyport.Controls.Outside;

/// <summary>Writes what detectors are sent.</summary>
internal static class QuestionJson
{
    // Readable by models, which are no browsers: texts in other scripts would otherwise be six characters for each one.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Roles = [.. Enum.GetValues<TextRole>().Select(role => JsonNamingPolicy.SnakeCaseLower.ConvertName(role.ToString()))];

    internal static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    internal static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            write(writer);
        }

        return buffer.ToArray();
    }

    /// <summary>The texts as an array of objects with role and text: no text can end where the next one begins, or give itself another role.</summary>
    internal static void WriteTexts(Utf8JsonWriter writer, IReadOnlyList<OutsideText> texts)
    {
        writer.WriteStartArray();
        foreach (var text in texts)
        {
            writer.WriteStartObject();
            writer.WriteString("role", Roles[(int)text.Role]);
            writer.WriteString("text", text.Text);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
