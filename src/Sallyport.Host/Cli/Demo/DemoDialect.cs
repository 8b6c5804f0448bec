using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sallyport.Host.Cli.Demo;

/// <summary>How one provider frames what is said: enough of its wire format for a demonstration, written and read apart from the gateway's own code.</summary>
internal abstract class DemoDialect
{
    /// <summary>Placeholders keep their brackets, as a model's own words do.</summary>
    protected static JsonSerializerOptions Json { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The whole answer.</summary>
    internal abstract JsonObject Whole(string said, bool isToolCall);

    /// <summary>The answer as server-sent events.</summary>
    internal abstract IEnumerable<string> Stream(IEnumerable<string> pieces, bool isToolCall);

    /// <summary>What a whole answer says.</summary>
    internal abstract string ReadWhole(JsonNode body);

    /// <summary>What one event of a stream adds to the answer; null where it adds nothing.</summary>
    protected abstract string? ReadEvent(JsonNode data);

    /// <summary>What a caller's SDK would put together from a stream.</summary>
    internal string ReadStream(string body) => string.Concat(Events(body).Select(ReadEvent));

    /// <summary>How many events of a stream carry a part of the answer.</summary>
    internal int CountPieces(string body) => Events(body).Count(data => !string.IsNullOrEmpty(ReadEvent(data)));

    private static IEnumerable<JsonNode> Events(string body) => body.Split('\n')
        .Where(line => line.StartsWith("data: {", StringComparison.Ordinal))
        .Select(line => JsonNode.Parse(line["data: ".Length..]))
        .OfType<JsonNode>();
}
