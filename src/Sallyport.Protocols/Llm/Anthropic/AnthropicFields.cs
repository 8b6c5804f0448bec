using Sallyport.Protocols.Json;

namespace Sallyport.Protocols.Llm.Anthropic;

/// <summary>Nodes of the Messages API: content blocks, usage, errors.</summary>
internal static class AnthropicFields
{
    /// <summary>How long the provider keeps a part of the prompt.</summary>
    internal static readonly JsonField CacheControl = new() { Properties = Structures("type", "ttl") };

    /// <summary>Tells whether a source's <c>data</c> is base64 or text.</summary>
    private static readonly JsonField SourceType = new()
    {
        Role = FieldRole.Structural,
        Roles = new Dictionary<string, FieldRole> { ["base64"] = FieldRole.Structural, ["text"] = FieldRole.ToolResult },
    };

    /// <summary>A document's or image's source.</summary>
    private static readonly JsonField Source = new()
    {
        IsScope = true,
        Properties = new Dictionary<string, JsonField>(Structures("media_type", "url", "file_id"))
        {
            ["type"] = SourceType,
            ["data"] = JsonField.Text(FieldRole.Scoped),
            ["content"] = new() { Role = FieldRole.ToolResult, Properties = InnerBlockFields() },
        },
    };

    /// <summary>Tools: descriptions anywhere in them reach the model.</summary>
    internal static JsonField ToolDefinitions { get; } = JsonField.Deep(FieldRole.ToolDefinition, "type", "format", "$ref", "$schema", "ttl");

    /// <summary>Who speaks in a message.</summary>
    internal static JsonField Speaker { get; } = new()
    {
        Role = FieldRole.Structural,
        Roles = new Dictionary<string, FieldRole>
        {
            ["user"] = FieldRole.User,
            ["assistant"] = FieldRole.Assistant,
            ["system"] = FieldRole.System,
        },
    };

    /// <summary>Usage. Input tokens are counted without cached ones.</summary>
    internal static JsonField Usage { get; } = new()
    {
        Properties = new Dictionary<string, JsonField>(Structures("service_tier", "inference_geo", "speed"))
        {
            ["input_tokens"] = JsonField.Remember(LlmFact.InputTokens),
            ["output_tokens"] = JsonField.Remember(LlmFact.OutputTokens),
            ["cache_read_input_tokens"] = JsonField.Remember(LlmFact.CachedTokens),
            ["cache_creation_input_tokens"] = JsonField.Remember(LlmFact.CacheWriteTokens),
            ["output_tokens_details"] = new()
            {
                Properties = new Dictionary<string, JsonField> { ["thinking_tokens"] = JsonField.Remember(LlmFact.ReasoningTokens) },
            },
        },
    };

    /// <summary>The error object of an answer or event.</summary>
    internal static JsonField Error { get; } = new()
    {
        Properties = new Dictionary<string, JsonField> { ["type"] = JsonField.Structure, ["message"] = JsonField.Text(FieldRole.Unknown) },
    };

    /// <summary>A content block, or several, or a plain string in its place.</summary>
    /// <param name="role">Whose words its text is.</param>
    /// <param name="isStream">Whether it opens a block of a stream, so that its text goes on in the deltas.</param>
    internal static JsonField Blocks(FieldRole role, bool isStream = false) => new()
    {
        Role = role,
        Properties = new Dictionary<string, JsonField>(Structures("type", "id", "tool_use_id", "name", "signature", "data", "server_name"))
        {
            ["text"] = JsonField.Text(role, isStream ? StreamPart.Content : (byte)0),
            ["thinking"] = JsonField.Text(FieldRole.Reasoning, isStream ? StreamPart.Reasoning : (byte)0, isReadOnly: true),
            ["input"] = JsonField.Deep(FieldRole.ToolCall),
            ["content"] = new() { Role = FieldRole.ToolResult, Properties = InnerBlockFields() },
            ["source"] = Source,
            ["title"] = JsonField.Text(FieldRole.ToolResult),
            ["context"] = JsonField.Text(FieldRole.ToolResult),
            ["citations"] = Citations,
            ["cache_control"] = CacheControl,
        },
    };

    /// <summary>Citations quote documents.</summary>
    internal static JsonField Citations { get; } = JsonField.Deep(FieldRole.ToolResult, "type", "url", "file_id", "encrypted_index");

    internal static Dictionary<string, JsonField> Structures(params ReadOnlySpan<string> names)
    {
        var fields = new Dictionary<string, JsonField>(names.Length);
        foreach (var name in names)
        {
            fields[name] = JsonField.Structure;
        }

        return fields;
    }

    /// <summary>Blocks inside a tool's result or a document: other people's words, whatever the type says.</summary>
    private static Dictionary<string, JsonField> InnerBlockFields() => new(Structures(
        "type", "url", "tool_use_id", "file_id", "encrypted_content", "media_type", "error_code"))
    {
        ["text"] = JsonField.Text(FieldRole.ToolResult),
        ["title"] = JsonField.Text(FieldRole.ToolResult),
        ["page_age"] = JsonField.Text(FieldRole.ToolResult),
        ["source"] = InnerSource(),
        ["content"] = JsonField.Deep(FieldRole.ToolResult, "type", "url", "file_id", "encrypted_content", "media_type"),
        ["stdout"] = JsonField.Text(FieldRole.ToolResult),
        ["stderr"] = JsonField.Text(FieldRole.ToolResult),
        ["citations"] = JsonField.Deep(FieldRole.ToolResult, "type", "url", "file_id", "encrypted_index"),
        ["cache_control"] = CacheControl,
    };

    private static JsonField InnerSource() => new()
    {
        Role = FieldRole.ToolResult,
        IsScope = true,
        Properties = new Dictionary<string, JsonField>(Structures("media_type", "url", "file_id"))
        {
            ["type"] = SourceType,
            ["data"] = JsonField.Text(FieldRole.Scoped),
        },
    };
}
