using Sallyport.Protocols.Json;

namespace Sallyport.Protocols.Llm.OpenAi;

/// <summary>Nodes that several of OpenAI's APIs share.</summary>
internal static class OpenAiFields
{
    internal static JsonField Structure => JsonField.Structure;

    /// <summary>Tools and output schemas: descriptions anywhere in them, also inside parameter schemas, reach the model.</summary>
    internal static JsonField ToolDefinitions { get; } = JsonField.Deep(FieldRole.ToolDefinition, "type", "format", "$ref", "$schema");

    /// <summary>Who speaks in a message.</summary>
    internal static JsonField Speaker { get; } = new()
    {
        Role = FieldRole.Structural,
        Roles = new Dictionary<string, FieldRole>
        {
            ["system"] = FieldRole.System,
            ["developer"] = FieldRole.System,
            ["user"] = FieldRole.User,
            ["assistant"] = FieldRole.Assistant,
            ["tool"] = FieldRole.ToolResult,
            ["function"] = FieldRole.ToolResult,
        },
    };

    /// <summary>The error object of an answer.</summary>
    internal static JsonField Error { get; } = new()
    {
        Properties = new Dictionary<string, JsonField>
        {
            ["message"] = JsonField.Text(FieldRole.Unknown),
            ["type"] = Structure,
            ["param"] = Structure,
            ["code"] = Structure,
        },
    };

    /// <summary>Usage in the words of chat completions and embeddings.</summary>
    internal static JsonField PromptUsage { get; } = new()
    {
        Fact = LlmFact.Usage,
        Properties = new Dictionary<string, JsonField>
        {
            ["prompt_tokens"] = JsonField.Remember(LlmFact.InputTokens),
            ["completion_tokens"] = JsonField.Remember(LlmFact.OutputTokens),
            ["prompt_tokens_details"] = Details(("cached_tokens", LlmFact.CachedTokens), ("cache_write_tokens", LlmFact.CacheWriteTokens)),
            ["completion_tokens_details"] = Details(("reasoning_tokens", LlmFact.ReasoningTokens)),
        },
    };

    /// <summary>Usage in the words of the Responses API.</summary>
    internal static JsonField InputUsage { get; } = new()
    {
        Fact = LlmFact.Usage,
        Properties = new Dictionary<string, JsonField>
        {
            ["input_tokens"] = JsonField.Remember(LlmFact.InputTokens),
            ["output_tokens"] = JsonField.Remember(LlmFact.OutputTokens),
            ["input_tokens_details"] = Details(("cached_tokens", LlmFact.CachedTokens), ("cache_write_tokens", LlmFact.CacheWriteTokens)),
            ["output_tokens_details"] = Details(("reasoning_tokens", LlmFact.ReasoningTokens)),
        },
    };

    /// <summary>The fields of a content part, in messages and in items. A part's text is its speaker's.</summary>
    internal static Dictionary<string, JsonField> PartFields(FieldRole role, byte stream = 0) => new()
    {
        ["type"] = Structure,
        ["text"] = JsonField.Text(role, stream),
        ["refusal"] = JsonField.Text(FieldRole.Assistant, stream),
        ["transcript"] = JsonField.Text(role, stream),
        ["image_url"] = new() { Role = FieldRole.Structural, Properties = Structures("url", "detail") },
        ["input_audio"] = new() { Properties = Structures("data", "format") },
        ["file"] = new() { Properties = Structures("file_data", "file_id", "file_url") },
        ["file_id"] = Structure,
        ["file_data"] = Structure,
        ["file_url"] = Structure,
        ["detail"] = Structure,
        ["encrypted_content"] = Structure,
        ["annotations"] = Annotations,
    };

    internal static Dictionary<string, JsonField> Structures(params ReadOnlySpan<string> names)
    {
        var fields = new Dictionary<string, JsonField>(names.Length);
        foreach (var name in names)
        {
            fields[name] = Structure;
        }

        return fields;
    }

    private static JsonField Annotations { get; } = JsonField.Deep(FieldRole.ToolResult, "type", "url", "file_id", "container_id");

    private static JsonField Details(params ReadOnlySpan<(string Name, int Fact)> facts)
    {
        var fields = new Dictionary<string, JsonField>(facts.Length);
        foreach (var (name, fact) in facts)
        {
            fields[name] = JsonField.Remember(fact);
        }

        return new JsonField { Properties = fields };
    }
}
