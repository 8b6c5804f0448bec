using Sallyport.Protocols.Json;
using static Sallyport.Protocols.Llm.Anthropic.AnthropicFields;

namespace Sallyport.Protocols.Llm.Anthropic;

/// <summary>
/// The Messages API: <c>POST /v1/messages</c> and <c>/v1/messages/count_tokens</c>. Thinking is judged but never edited: its
/// signature covers the text, and an edited block makes the next turn fail.
/// </summary>
public static class Messages
{
    private static readonly JsonField RequestFields = new()
    {
        WatchesCase = true,
        Properties = new Dictionary<string, JsonField>(Structures("service_tier", "inference_geo", "speed", "container"))
        {
            ["model"] = JsonField.Remember(LlmFact.Model),
            ["stream"] = JsonField.Remember(LlmFact.Stream),
            ["max_tokens"] = JsonField.Remember(LlmFact.MaxTokens),
            ["system"] = Blocks(FieldRole.System),
            ["messages"] = new()
            {
                IsScope = true,
                Properties = new Dictionary<string, JsonField> { ["role"] = Speaker, ["content"] = Blocks(FieldRole.Scoped) },
            },
            ["tools"] = ToolDefinitions,
            ["tool_choice"] = ToolDefinitions,
            ["output_config"] = ToolDefinitions,
            ["output_format"] = ToolDefinitions,
            ["thinking"] = new() { Properties = Structures("type", "display") },
            ["cache_control"] = CacheControl,
        },
    };

    /// <summary>The format of messages.</summary>
    public static LlmFormat Format { get; } = new()
    {
        Operation = "messages",
        Request = RequestFields,
        Response = new() { Properties = MessageFields() },
        Event = EventFields(),
        Stream = new MessagesStreamRules(),
        Errors = AnthropicErrors.Shape,
        ExcludesCachedFromInput = true,
        IsMetered = true,
    };

    /// <summary>The format of token counts: the same request, an answer without text.</summary>
    public static LlmFormat CountTokens { get; } = new()
    {
        Operation = "count_tokens",
        Request = RequestFields,
        Response = new() { Properties = new Dictionary<string, JsonField> { ["type"] = JsonField.Structure, ["error"] = Error } },
        Errors = AnthropicErrors.Shape,
    };

    private static Dictionary<string, JsonField> MessageFields() => new(Structures("id", "type", "role", "model", "request_id"))
    {
        ["content"] = Blocks(FieldRole.Assistant),
        ["stop_reason"] = JsonField.Remember(LlmFact.FinishReason),
        ["stop_sequence"] = JsonField.Text(FieldRole.Assistant),
        ["container"] = new() { Properties = Structures("id", "expires_at") },
        ["usage"] = Usage,
        ["error"] = Error,
    };

    private static JsonField EventFields() => new()
    {
        IsScope = true,
        Properties = new Dictionary<string, JsonField>
        {
            ["type"] = JsonField.Remember(LlmFact.EventType),
            ["index"] = new() { IsOuterIndex = true },
            ["message"] = new() { Properties = MessageFields() },
            ["content_block"] = Blocks(FieldRole.Assistant, isStream: true),
            ["delta"] = new()
            {
                Properties = new Dictionary<string, JsonField>
                {
                    ["type"] = JsonField.Structure,
                    ["text"] = JsonField.Text(FieldRole.Assistant, StreamPart.Content),
                    ["partial_json"] = JsonField.Text(FieldRole.ToolCall, StreamPart.ToolArguments, isJson: true),
                    ["thinking"] = JsonField.Text(FieldRole.Reasoning, StreamPart.Reasoning, isReadOnly: true),
                    ["signature"] = JsonField.Structure,
                    ["citation"] = Citations,
                    ["stop_reason"] = JsonField.Remember(LlmFact.FinishReason),
                    ["stop_sequence"] = JsonField.Text(FieldRole.Assistant),
                },
            },
            ["usage"] = Usage,
            ["error"] = Error,
            ["request_id"] = JsonField.Structure,
        },
    };
}
