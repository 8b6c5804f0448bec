using Sallyport.Protocols.Json;
using static Sallyport.Protocols.Llm.OpenAi.OpenAiFields;

namespace Sallyport.Protocols.Llm.OpenAi;

/// <summary>Chat completions: <c>POST /v1/chat/completions</c>. Also what compatible servers speak, with their reasoning fields.</summary>
public static class ChatCompletions
{
    /// <summary>The format.</summary>
    public static LlmFormat Format { get; } = new()
    {
        Operation = "chat",
        Request = RequestFields(),
        Response = Answer("message", isStream: false),
        Event = Answer("delta", isStream: true),
        Stream = new ChatStreamRules(),
        Errors = OpenAiErrors.Shape,
        IsMetered = true,
        StreamsUsageOnRequest = true,
    };

    private static JsonField RequestFields() => new()
    {
        WatchesCase = true,
        Properties = new Dictionary<string, JsonField>(Structures(
            "reasoning_effort", "service_tier", "verbosity", "modalities", "prompt_cache_retention"))
        {
            ["model"] = JsonField.Remember(LlmFact.Model),
            ["stream"] = JsonField.Remember(LlmFact.Stream),
            ["n"] = JsonField.Remember(LlmFact.AnswerCount),
            ["max_completion_tokens"] = JsonField.Remember(LlmFact.MaxTokens),
            ["max_tokens"] = JsonField.Remember(LlmFact.LegacyMaxTokens),
            ["stream_options"] = new()
            {
                Fact = LlmFact.StreamOptions,
                WatchesCase = true,
                Properties = new Dictionary<string, JsonField> { ["include_usage"] = JsonField.Remember(LlmFact.IncludeUsage) },
            },
            ["messages"] = new() { IsScope = true, Properties = Message(FieldRole.Scoped, isStream: false) },
            ["prediction"] = new() { Properties = new Dictionary<string, JsonField> { ["type"] = Structure, ["content"] = Content(FieldRole.Assistant, 0) } },
            ["tools"] = ToolDefinitions,
            ["functions"] = ToolDefinitions,
            ["response_format"] = ToolDefinitions,
            ["tool_choice"] = ToolDefinitions,
            ["function_call"] = ToolDefinitions,
            ["audio"] = new() { Properties = Structures("voice", "format", "id") },
        },
    };

    private static JsonField Answer(string messageName, bool isStream) => new()
    {
        Properties = new Dictionary<string, JsonField>(Structures(
            "id", "object", "model", "system_fingerprint", "service_tier", "obfuscation", "provider"))
        {
            ["choices"] = new()
            {
                IsScope = true,
                Fact = LlmFact.Choices,
                Properties = new Dictionary<string, JsonField>
                {
                    ["index"] = new() { IsOuterIndex = true },
                    ["finish_reason"] = JsonField.Remember(LlmFact.FinishReason),
                    [messageName] = new() { IsScope = true, Properties = Message(FieldRole.Assistant, isStream) },
                },
            },
            ["usage"] = PromptUsage,
            ["error"] = Error,
        },
    };

    private static Dictionary<string, JsonField> Message(FieldRole role, bool isStream) => new()
    {
        ["role"] = Speaker,
        ["content"] = Content(role, isStream ? StreamPart.Content : (byte)0),
        ["refusal"] = JsonField.Text(FieldRole.Assistant, isStream ? StreamPart.Refusal : (byte)0),
        ["reasoning_content"] = JsonField.Text(FieldRole.Reasoning, isStream ? StreamPart.Reasoning : (byte)0),
        ["reasoning"] = JsonField.Text(FieldRole.Reasoning, isStream ? StreamPart.Reasoning : (byte)0),
        ["tool_call_id"] = Structure,
        ["audio"] = new()
        {
            Properties = new Dictionary<string, JsonField>(Structures("id", "data"))
            {
                ["transcript"] = JsonField.Text(role, isStream ? StreamPart.Transcript : (byte)0),
            },
        },
        ["tool_calls"] = ToolCalls(isStream),
        ["function_call"] = new() { Properties = Function(isStream ? StreamPart.FunctionArguments : (byte)0) },
        ["annotations"] = JsonField.Deep(FieldRole.ToolResult, "type", "url", "file_id"),
    };

    private static JsonField Content(FieldRole role, byte stream) =>
        new() { Role = role, Stream = stream, Properties = PartFields(role, stream) };

    private static JsonField ToolCalls(bool isStream) => new()
    {
        IsScope = true,
        Properties = new Dictionary<string, JsonField>
        {
            ["id"] = Structure,
            ["type"] = Structure,
            ["index"] = new() { IsInnerIndex = true },
            ["function"] = new() { Properties = Function(isStream ? StreamPart.ToolArguments : (byte)0) },
            ["custom"] = new()
            {
                Properties = new Dictionary<string, JsonField>
                {
                    ["name"] = Structure,
                    ["input"] = JsonField.Text(FieldRole.ToolCall, isStream ? StreamPart.ToolInput : (byte)0),
                },
            },
        },
    };

    private static Dictionary<string, JsonField> Function(byte stream) => new()
    {
        ["name"] = Structure,
        ["arguments"] = JsonField.Text(FieldRole.ToolCall, stream, isJson: true),
    };
}
