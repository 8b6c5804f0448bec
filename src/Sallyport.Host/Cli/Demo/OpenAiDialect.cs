using System.Text.Json.Nodes;

namespace Sallyport.Host.Cli.Demo;

/// <summary>OpenAI chat completions: unnamed events, and <c>[DONE]</c> at the end.</summary>
internal sealed class OpenAiDialect : DemoDialect
{
    internal override JsonObject Whole(string said, bool isToolCall)
    {
        var message = isToolCall
            ? new JsonObject { ["role"] = "assistant", ["content"] = null, ["tool_calls"] = new JsonArray(Call(said)) }
            : new JsonObject { ["role"] = "assistant", ["content"] = said };
        var answer = Envelope("chat.completion");
        answer["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["message"] = message, ["finish_reason"] = Finish(isToolCall) });
        answer["usage"] = Usage();
        return answer;
    }

    internal override IEnumerable<string> Stream(IEnumerable<string> pieces, bool isToolCall)
    {
        yield return Chunk(isToolCall ? new JsonObject { ["role"] = "assistant", ["tool_calls"] = new JsonArray(Call("")) } : new JsonObject { ["role"] = "assistant" }, null);
        foreach (var piece in pieces)
        {
            yield return Chunk(isToolCall ? Arguments(piece) : new JsonObject { ["content"] = piece }, null);
        }

        yield return Chunk([], Finish(isToolCall));
        var last = Envelope("chat.completion.chunk");
        last["choices"] = new JsonArray();
        last["usage"] = Usage();
        yield return Event(last);
        yield return "data: [DONE]\n\n";
    }

    internal override string ReadWhole(JsonNode body)
    {
        var message = body["choices"]?[0]?["message"];
        return (string?)message?["content"] ?? (string?)message?["tool_calls"]?[0]?["function"]?["arguments"] ?? "";
    }

    protected override string? ReadEvent(JsonNode data)
    {
        var delta = data["choices"] is JsonArray { Count: > 0 } choices ? choices[0]?["delta"] : null;
        return (string?)delta?["content"] ?? (string?)delta?["tool_calls"]?[0]?["function"]?["arguments"];
    }

    private static string Chunk(JsonObject delta, string? finish)
    {
        var chunk = Envelope("chat.completion.chunk");
        chunk["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finish });
        return Event(chunk);
    }

    private static string Event(JsonObject data) => $"data: {data.ToJsonString(Json)}\n\n";

    private static JsonObject Envelope(string kind) => new() { ["id"] = "chatcmpl-demo", ["object"] = kind, ["created"] = 1, ["model"] = DemoModels.Echo };

    private static JsonObject Usage() => new() { ["prompt_tokens"] = 24, ["completion_tokens"] = 18, ["total_tokens"] = 42 };

    private static JsonObject Call(string arguments) => new()
    {
        ["index"] = 0, ["id"] = "call_demo", ["type"] = "function", ["function"] = new JsonObject { ["name"] = "send_receipt", ["arguments"] = arguments },
    };

    private static JsonObject Arguments(string piece) =>
        new() { ["tool_calls"] = new JsonArray(new JsonObject { ["index"] = 0, ["function"] = new JsonObject { ["arguments"] = piece } }) };

    private static string Finish(bool isToolCall) => isToolCall ? "tool_calls" : "stop";
}
