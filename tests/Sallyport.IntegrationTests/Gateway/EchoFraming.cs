using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sallyport.IntegrationTests.Gateway;

/// <summary>How one API of a provider frames what was said.</summary>
internal abstract class EchoFraming
{
    /// <summary>Placeholders keep their brackets, as a model's own words do.</summary>
    internal static JsonSerializerOptions Json { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The last words of the user.</summary>
    internal abstract string ReadTold(JsonObject body);

    /// <summary>The answer that is no stream.</summary>
    internal abstract JsonObject Whole(string said, string model, bool isToolCall);

    /// <summary>The answer as events, each with its end.</summary>
    internal abstract IEnumerable<string> Stream(IReadOnlyList<string> fragments, string model, bool isToolCall, bool withUsage);

    /// <summary>What the fragments of a stream say when a client puts them together.</summary>
    internal abstract string ReadSaid(IEnumerable<JsonObject> events);

    /// <summary>The text of a message whose content is a string or a list of parts.</summary>
    protected static string TextOf(JsonNode? content) =>
        content is JsonArray parts ? string.Concat(parts.Select(part => (string?)part?["text"])) : (string?)content ?? "";

    /// <summary>The content of the user's last message in a list.</summary>
    protected static string LastUserText(JsonNode? messages) =>
        TextOf(messages?.AsArray().Last(message => (string?)message?["role"] == "user")?["content"]);

    /// <summary>One event, named where the format names its events.</summary>
    protected static string Event(JsonObject data, bool isNamed) =>
        isNamed ? $"event: {data["type"]}\ndata: {data.ToJsonString(Json)}\n\n" : $"data: {data.ToJsonString(Json)}\n\n";
}
