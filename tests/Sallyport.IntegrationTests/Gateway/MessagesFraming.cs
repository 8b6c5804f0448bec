using System.Text.Json.Nodes;

namespace Sallyport.IntegrationTests.Gateway;

/// <summary>Anthropic messages: named events; text and tool input are blocks that start, grow and stop.</summary>
internal sealed class MessagesFraming : EchoFraming
{
    internal override string ReadTold(JsonObject body) => LastUserText(body["messages"]);

    internal override JsonObject Whole(string said, string model, bool isToolCall)
    {
        var message = Message(model);
        message["content"] = new JsonArray(isToolCall ? Tool(JsonNode.Parse(said)) : new JsonObject { ["type"] = "text", ["text"] = said });
        message["stop_reason"] = Reason(isToolCall);
        return message;
    }

    internal override IEnumerable<string> Stream(IReadOnlyList<string> fragments, string model, bool isToolCall, bool withUsage)
    {
        var block = isToolCall ? Tool(new JsonObject()) : new JsonObject { ["type"] = "text", ["text"] = "" };
        IEnumerable<JsonObject> events =
        [
            new() { ["type"] = "message_start", ["message"] = Message(model) },
            new() { ["type"] = "content_block_start", ["index"] = 0, ["content_block"] = block },
            new() { ["type"] = "ping" },
            .. fragments.Select(said => new JsonObject { ["type"] = "content_block_delta", ["index"] = 0, ["delta"] = Delta(said, isToolCall) }),
            new() { ["type"] = "content_block_stop", ["index"] = 0 },
            new() { ["type"] = "message_delta", ["delta"] = new JsonObject { ["stop_reason"] = Reason(isToolCall) }, ["usage"] = new JsonObject { ["output_tokens"] = 7 } },
            new() { ["type"] = "message_stop" },
        ];
        return events.Select(data => Event(data, isNamed: true));
    }

    internal override string ReadSaid(IEnumerable<JsonObject> events) =>
        string.Concat(events.Select(data => (string?)data["delta"]?["text"] ?? (string?)data["delta"]?["partial_json"]));

    private static JsonObject Message(string model) => new()
    {
        ["id"] = "msg_1", ["type"] = "message", ["role"] = "assistant", ["model"] = model, ["content"] = new JsonArray(),
        ["stop_reason"] = null, ["stop_sequence"] = null, ["usage"] = new JsonObject { ["input_tokens"] = 11, ["output_tokens"] = 7 },
    };

    private static JsonObject Tool(JsonNode? input) => new() { ["type"] = "tool_use", ["id"] = "toolu_1", ["name"] = "send", ["input"] = input };

    private static JsonObject Delta(string said, bool isToolCall) => isToolCall
        ? new() { ["type"] = "input_json_delta", ["partial_json"] = said }
        : new() { ["type"] = "text_delta", ["text"] = said };

    private static string Reason(bool isToolCall) => isToolCall ? "tool_use" : "end_turn";
}
