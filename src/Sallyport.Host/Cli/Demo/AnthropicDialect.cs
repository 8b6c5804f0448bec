using System.Text.Json.Nodes;

namespace Sallyport.Host.Cli.Demo;

/// <summary>Anthropic messages: named events; each part of the answer is a block that starts, grows and stops.</summary>
internal sealed class AnthropicDialect : DemoDialect
{
    internal override JsonObject Whole(string said, bool isToolCall)
    {
        var message = Message();
        message["content"] = new JsonArray(isToolCall ? Tool(JsonNode.Parse(said)) : Text(said));
        message["stop_reason"] = Reason(isToolCall);
        return message;
    }

    internal override IEnumerable<string> Stream(IEnumerable<string> pieces, bool isToolCall)
    {
        IEnumerable<JsonObject> events =
        [
            new() { ["type"] = "message_start", ["message"] = Message() },
            new() { ["type"] = "content_block_start", ["index"] = 0, ["content_block"] = isToolCall ? Tool(new JsonObject()) : Text("") },
            .. pieces.Select(piece => new JsonObject { ["type"] = "content_block_delta", ["index"] = 0, ["delta"] = Delta(piece, isToolCall) }),
            new() { ["type"] = "content_block_stop", ["index"] = 0 },
            new() { ["type"] = "message_delta", ["delta"] = new JsonObject { ["stop_reason"] = Reason(isToolCall) }, ["usage"] = new JsonObject { ["output_tokens"] = 18 } },
            new() { ["type"] = "message_stop" },
        ];
        return events.Select(data => $"event: {data["type"]}\ndata: {data.ToJsonString(Json)}\n\n");
    }

    internal override string ReadWhole(JsonNode body) => (string?)body["content"]?[0]?["text"] ?? "";

    protected override string? ReadEvent(JsonNode data) => (string?)data["delta"]?["text"] ?? (string?)data["delta"]?["partial_json"];

    private static JsonObject Message() => new()
    {
        ["id"] = "msg_demo", ["type"] = "message", ["role"] = "assistant", ["model"] = DemoModels.Echo, ["content"] = new JsonArray(),
        ["stop_reason"] = null, ["stop_sequence"] = null, ["usage"] = new JsonObject { ["input_tokens"] = 24, ["output_tokens"] = 18 },
    };

    private static JsonObject Text(string text) => new() { ["type"] = "text", ["text"] = text };

    private static JsonObject Tool(JsonNode? input) => new() { ["type"] = "tool_use", ["id"] = "toolu_demo", ["name"] = "send_receipt", ["input"] = input };

    private static JsonObject Delta(string piece, bool isToolCall) => isToolCall
        ? new() { ["type"] = "input_json_delta", ["partial_json"] = piece }
        : new() { ["type"] = "text_delta", ["text"] = piece };

    private static string Reason(bool isToolCall) => isToolCall ? "tool_use" : "end_turn";
}
