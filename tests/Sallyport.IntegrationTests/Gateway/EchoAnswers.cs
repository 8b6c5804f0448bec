using System.Text.Json.Nodes;

namespace Sallyport.IntegrationTests.Gateway;

/// <summary>The answers of <see cref="EchoUpstream"/> that repeat nothing.</summary>
internal static class EchoAnswers
{
    internal static JsonNode Models => JsonNode.Parse("""{"object":"list","data":[{"id":"echo-0-0","object":"model","created":1,"owned_by":"tests"},{"id":"echo-5-0","object":"model","created":1,"owned_by":"tests"}]}""") ?? new JsonObject();

    internal static JsonNode NotFound => JsonNode.Parse("""{"error":{"message":"No such path.","type":"invalid_request_error","param":null,"code":null}}""") ?? new JsonObject();

    /// <summary>One vector per input, in the encoding that was asked for; the first number is the input's length.</summary>
    internal static JsonNode Embeddings(JsonObject body)
    {
        var inputs = body["input"] is JsonArray many ? many.Select(input => (string?)input ?? "").ToList() : [(string?)body["input"] ?? ""];
        var items = inputs.Select((input, i) => (JsonNode)new JsonObject { ["object"] = "embedding", ["index"] = i, ["embedding"] = Vector(body, input.Length) });
        return new JsonObject
        {
            ["object"] = "list",
            ["data"] = new JsonArray([.. items]),
            ["model"] = (string?)body["model"],
            ["usage"] = new JsonObject { ["prompt_tokens"] = 8, ["total_tokens"] = 8 },
        };
    }

    private static JsonNode Vector(JsonObject body, int first)
    {
        float[] values = [first, 0.25f, -0.5f];
        return (string?)body["encoding_format"] == "base64"
            ? Convert.ToBase64String([.. values.SelectMany(BitConverter.GetBytes)])
            : new JsonArray([.. values.Select(value => (JsonNode)value)]);
    }
}
