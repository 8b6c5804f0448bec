using Sallyport.Protocols.Json;
using static Sallyport.Protocols.Llm.OpenAi.OpenAiFields;

namespace Sallyport.Protocols.Llm.OpenAi;

/// <summary>Nodes of the Responses API: items of input and output, and the response object.</summary>
internal static class ResponsesFields
{
    private static readonly JsonField CallArguments = JsonField.Text(FieldRole.ToolCall, isJson: true);
    private static readonly JsonField CallInput = JsonField.Deep(FieldRole.ToolCall, "type");
    private static readonly JsonField CallOutput = new() { Role = FieldRole.ToolResult, Properties = CallOutputFields() };
    private static readonly JsonField Reasoning = new()
    {
        Role = FieldRole.Reasoning,
        Properties = new Dictionary<string, JsonField> { ["type"] = Structure, ["text"] = JsonField.Text(FieldRole.Reasoning) },
    };

    /// <summary>Reasoning items have no speaker; their type tells whose words their content is.</summary>
    private static readonly JsonField ItemType = new()
    {
        Role = FieldRole.Structural,
        Roles = new Dictionary<string, FieldRole> { ["reasoning"] = FieldRole.Reasoning },
    };

    /// <summary>A list of items, or one. A string in its place is the user's words.</summary>
    internal static JsonField Items { get; } = new() { Role = FieldRole.User, IsScope = true, Properties = ItemFields() };

    /// <summary>A content part as an event of its own.</summary>
    internal static JsonField Part { get; } = new() { Properties = PartFields(FieldRole.ByEventType) };

    /// <summary>The response object's fields.</summary>
    internal static Dictionary<string, JsonField> ResponseFields() => new(Structures(
        "id", "object", "model", "service_tier", "truncation", "previous_response_id", "prompt_cache_retention"))
    {
        ["status"] = JsonField.Remember(LlmFact.FinishReason),
        ["output"] = Items,
        ["output_text"] = JsonField.Text(FieldRole.Assistant),
        ["instructions"] = new() { Role = FieldRole.System, IsScope = true, Properties = ItemFields() },
        ["tools"] = ToolDefinitions,
        ["tool_choice"] = ToolDefinitions,
        ["text"] = ToolDefinitions,
        ["reasoning"] = JsonField.Deep(FieldRole.Unknown, "effort", "summary", "generate_summary"),
        ["incomplete_details"] = new() { Properties = Structures("reason") },
        ["error"] = Error,
        ["usage"] = InputUsage,
    };

    private static Dictionary<string, JsonField> ItemFields() => new(Structures(
        "id", "call_id", "status", "name", "server_label", "approval_request_id", "encrypted_content", "result", "phase",
        "container_id", "namespace"))
    {
        ["type"] = ItemType,
        ["role"] = Speaker,
        ["content"] = new() { Role = FieldRole.Scoped, Properties = PartFields(FieldRole.Scoped) },
        ["summary"] = Reasoning,
        ["arguments"] = CallArguments,
        ["input"] = CallInput,
        ["action"] = CallInput,
        ["actions"] = CallInput,
        ["operation"] = CallInput,
        ["queries"] = CallInput,
        ["code"] = CallInput,
        ["output"] = CallOutput,
        ["outputs"] = CallOutput,
        ["results"] = CallOutput,
        ["tools"] = ToolDefinitions,
    };

    private static Dictionary<string, JsonField> CallOutputFields() => new(PartFields(FieldRole.ToolResult))
    {
        ["logs"] = JsonField.Text(FieldRole.ToolResult),
        ["stdout"] = JsonField.Text(FieldRole.ToolResult),
        ["stderr"] = JsonField.Text(FieldRole.ToolResult),
        ["filename"] = JsonField.Text(FieldRole.ToolResult),
        ["url"] = Structure,
    };
}
