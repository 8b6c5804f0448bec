using Sallyport.Protocols.Json;

namespace Sallyport.Protocols.Llm.Anthropic;

/// <summary>The list of models and one of them: <c>GET /v1/models[/{id}]</c>.</summary>
public static class AnthropicModels
{
    /// <summary>The format.</summary>
    public static LlmFormat Format { get; } = new()
    {
        Operation = "models",
        Response = new()
        {
            Properties = new Dictionary<string, JsonField>(AnthropicFields.Structures("id", "type", "first_id", "last_id", "created_at", "request_id"))
            {
                ["data"] = new() { Properties = AnthropicFields.Structures("id", "type", "created_at") },
                ["error"] = AnthropicFields.Error,
            },
        },
        Errors = AnthropicErrors.Shape,
    };
}
