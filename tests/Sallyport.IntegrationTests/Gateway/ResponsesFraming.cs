using System.Text.Json.Nodes;

namespace Sallyport.IntegrationTests.Gateway;

/// <summary>OpenAI responses: named, numbered events; what was said comes again, whole, in the closing events.</summary>
internal sealed class ResponsesFraming : EchoFraming
{
    internal override string ReadTold(JsonObject body) =>
        body["input"] is JsonArray items ? LastUserText(items) : (string?)body["input"] ?? "";

    internal override JsonObject Whole(string said, string model, bool isToolCall) => Envelope("completed", model, Item(said, isToolCall));

    internal override IEnumerable<string> Stream(IReadOnlyList<string> fragments, string model, bool isToolCall, bool withUsage)
    {
        var said = string.Concat(fragments);
        IEnumerable<JsonObject> events =
        [
            new() { ["type"] = "response.created", ["response"] = Envelope("in_progress", model, item: null) },
            new() { ["type"] = "response.output_item.added", ["output_index"] = 0, ["item"] = Item("", isToolCall) },
            .. isToolCall ? ToolEvents(fragments, said) : TextEvents(fragments, said),
            new() { ["type"] = "response.output_item.done", ["output_index"] = 0, ["item"] = Item(said, isToolCall) },
            new() { ["type"] = "response.completed", ["response"] = Envelope("completed", model, Item(said, isToolCall)) },
        ];
        return events.Select((data, number) =>
        {
            data["sequence_number"] = number;
            return Event(data, isNamed: true);
        });
    }

    /// <summary>The fragments, which the closing copies must not contradict.</summary>
    internal override string ReadSaid(IEnumerable<JsonObject> events)
    {
        var all = events.ToList();
        var said = string.Concat(all.Where(IsDelta).Select(data => (string?)data["delta"]));
        var copies = all.Select(Copy).OfType<string>().Where(copy => copy.Length > 0).Distinct().ToList();
        return copies.All(copy => copy == said) ? said : $"{said} but also {string.Join(" and ", copies)}";
    }

    private static bool IsDelta(JsonObject data) => ((string?)data["type"])?.EndsWith(".delta", StringComparison.Ordinal) == true;

    private static string? Copy(JsonObject data)
    {
        var item = data["item"] ?? data["response"]?["output"]?.AsArray().FirstOrDefault();
        return (string?)data["text"] ?? (string?)data["arguments"] ?? (string?)data["part"]?["text"]
            ?? (string?)item?["arguments"] ?? (string?)item?["content"]?[0]?["text"];
    }

    private static IEnumerable<JsonObject> TextEvents(IReadOnlyList<string> fragments, string said) =>
    [
        At(new() { ["type"] = "response.content_part.added", ["part"] = Part("") }),
        .. fragments.Select(delta => At(new() { ["type"] = "response.output_text.delta", ["delta"] = delta, ["logprobs"] = new JsonArray() })),
        At(new() { ["type"] = "response.output_text.done", ["text"] = said, ["logprobs"] = new JsonArray() }),
        At(new() { ["type"] = "response.content_part.done", ["part"] = Part(said) }),
    ];

    private static IEnumerable<JsonObject> ToolEvents(IReadOnlyList<string> fragments, string said) =>
    [
        .. fragments.Select(delta => At(new() { ["type"] = "response.function_call_arguments.delta", ["delta"] = delta })),
        At(new() { ["type"] = "response.function_call_arguments.done", ["name"] = "send", ["arguments"] = said }),
    ];

    private static JsonObject At(JsonObject data)
    {
        (data["item_id"], data["output_index"], data["content_index"]) = ("item_1", 0, 0);
        return data;
    }

    private static JsonObject Part(string text) => new() { ["type"] = "output_text", ["text"] = text, ["annotations"] = new JsonArray(), ["logprobs"] = new JsonArray() };

    private static JsonObject Item(string said, bool isToolCall) => isToolCall
        ? new() { ["id"] = "item_1", ["type"] = "function_call", ["call_id"] = "call_1", ["name"] = "send", ["arguments"] = said, ["status"] = "completed" }
        : new() { ["id"] = "item_1", ["type"] = "message", ["role"] = "assistant", ["status"] = "completed", ["content"] = new JsonArray(Part(said)) };

    private static JsonObject Envelope(string status, string model, JsonObject? item) => new()
    {
        ["id"] = "resp_1", ["object"] = "response", ["created_at"] = 1, ["status"] = status, ["model"] = model,
        ["output"] = item is null ? [] : new JsonArray(item),
        ["usage"] = item is null ? null : new JsonObject { ["input_tokens"] = 11, ["output_tokens"] = 7, ["total_tokens"] = 18 },
    };
}
