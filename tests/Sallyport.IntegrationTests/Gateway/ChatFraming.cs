using System.Text.Json.Nodes;

namespace Sallyport.IntegrationTests.Gateway;

/// <summary>OpenAI chat completions: events without names, <c>[DONE]</c> at the end, usage when asked for.</summary>
internal sealed class ChatFraming : EchoFraming
{
    private static JsonObject Usage => new() { ["prompt_tokens"] = 11, ["completion_tokens"] = 7, ["total_tokens"] = 18 };

    internal override string ReadTold(JsonObject body) => LastUserText(body["messages"]);

    internal override JsonObject Whole(string said, string model, bool isToolCall)
    {
        var message = isToolCall
            ? new JsonObject { ["role"] = "assistant", ["content"] = null, ["tool_calls"] = new JsonArray(Call(said)) }
            : new JsonObject { ["role"] = "assistant", ["content"] = said, ["refusal"] = null };
        var choice = new JsonObject { ["index"] = 0, ["message"] = message, ["logprobs"] = null, ["finish_reason"] = Finish(isToolCall) };
        return new JsonObject { ["id"] = "chatcmpl-1", ["object"] = "chat.completion", ["created"] = 1, ["model"] = model, ["choices"] = new JsonArray(choice), ["usage"] = Usage };
    }

    internal override IEnumerable<string> Stream(IReadOnlyList<string> fragments, string model, bool isToolCall, bool withUsage)
    {
        yield return Chunk(model, new JsonObject { ["role"] = "assistant", ["content"] = isToolCall ? null : "" }, finish: null, withUsage);
        if (isToolCall)
        {
            var first = Call("");
            first["index"] = 0;
            yield return Chunk(model, new JsonObject { ["tool_calls"] = new JsonArray(first) }, finish: null, withUsage);
        }

        foreach (var said in fragments)
        {
            yield return Chunk(model, isToolCall ? Arguments(said) : new JsonObject { ["content"] = said }, finish: null, withUsage);
        }

        yield return Chunk(model, [], Finish(isToolCall), withUsage);
        if (withUsage)
        {
            var last = Envelope(model);
            last["choices"] = new JsonArray();
            last["usage"] = Usage;
            yield return Event(last, isNamed: false);
        }

        yield return "data: [DONE]\n\n";
    }

    internal override string ReadSaid(IEnumerable<JsonObject> events)
    {
        var deltas = events.Select(chunk => chunk["choices"]?.AsArray()).Where(choices => choices is { Count: > 0 }).Select(choices => choices?[0]?["delta"]);
        return string.Concat(deltas.Select(delta => (string?)delta?["content"] ?? (string?)delta?["tool_calls"]?[0]?["function"]?["arguments"]));
    }

    private static string Chunk(string model, JsonObject delta, string? finish, bool withUsage)
    {
        var chunk = Envelope(model);
        chunk["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["logprobs"] = null, ["finish_reason"] = finish });
        if (withUsage)
        {
            chunk["usage"] = null;
        }

        return Event(chunk, isNamed: false);
    }

    private static JsonObject Envelope(string model) =>
        new() { ["id"] = "chatcmpl-1", ["object"] = "chat.completion.chunk", ["created"] = 1, ["model"] = model };

    private static JsonObject Call(string arguments) =>
        new() { ["id"] = "call_1", ["type"] = "function", ["function"] = new JsonObject { ["name"] = "send", ["arguments"] = arguments } };

    private static JsonObject Arguments(string said) =>
        new() { ["tool_calls"] = new JsonArray(new JsonObject { ["index"] = 0, ["function"] = new JsonObject { ["arguments"] = said } }) };

    private static string Finish(bool isToolCall) => isToolCall ? "tool_calls" : "stop";
}
