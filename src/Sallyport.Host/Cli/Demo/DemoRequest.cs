using System.Text.Json.Nodes;

namespace Sallyport.Host.Cli.Demo;

/// <summary>A request of the script.</summary>
/// <param name="Proxy">The proxy's name.</param>
/// <param name="Path">The provider's path.</param>
/// <param name="Body">The body, also one that is not JSON.</param>
internal sealed record DemoRequest(string Proxy, string Path, string Body)
{
    private const string ChatPath = "/v1/chat/completions";
    private const string MessagesPath = "/v1/messages";

    /// <summary>The key it shows.</summary>
    internal DemoKey Key { get; init; } = DemoKey.Granted;

    /// <summary>Whether it asks for a stream.</summary>
    internal bool IsStream { get; init; }

    /// <summary>The dialect of its path.</summary>
    internal DemoDialect Dialect => Path == MessagesPath ? new AnthropicDialect() : new OpenAiDialect();

    /// <summary>A chat request in the dialect of the proxy.</summary>
    internal static DemoRequest Chat(string text, string proxy = DemoProxies.OpenAi, string model = DemoModels.Echo, bool isStream = false) =>
        OfMessages(proxy, model, isStream, new JsonObject { ["role"] = "user", ["content"] = text });

    /// <summary>A chat request that ends with what a tool answered.</summary>
    internal static DemoRequest ToolResult(string result)
    {
        var call = new JsonObject { ["id"] = "call_1", ["type"] = "function", ["function"] = new JsonObject { ["name"] = "fetch_page", ["arguments"] = "{}" } };
        return OfMessages(
            DemoProxies.OpenAi,
            DemoModels.Echo,
            isStream: false,
            new JsonObject { ["role"] = "user", ["content"] = "Summarise the page." },
            new JsonObject { ["role"] = "assistant", ["content"] = null, ["tool_calls"] = new JsonArray(call) },
            new JsonObject { ["role"] = "tool", ["tool_call_id"] = "call_1", ["content"] = result });
    }

    /// <summary>An embeddings request.</summary>
    internal static DemoRequest Embeddings(string text) =>
        new(DemoProxies.OpenAi, "/v1/embeddings", new JsonObject { ["model"] = DemoModels.Echo, ["input"] = text }.ToJsonString());

    /// <summary>A body of any kind on the chat path.</summary>
    internal static DemoRequest Raw(string body) => new(DemoProxies.OpenAi, ChatPath, body);

    private static DemoRequest OfMessages(string proxy, string model, bool isStream, params JsonNode[] messages)
    {
        var isAnthropic = proxy == DemoProxies.Anthropic;
        var body = new JsonObject { ["model"] = model, ["stream"] = isStream, ["messages"] = new JsonArray(messages) };
        if (isAnthropic)
        {
            body["max_tokens"] = 256;
        }

        return new DemoRequest(proxy, isAnthropic ? MessagesPath : ChatPath, body.ToJsonString()) { IsStream = isStream };
    }
}
