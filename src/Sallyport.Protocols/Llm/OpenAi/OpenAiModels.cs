using Sallyport.Protocols.Json;
using static Sallyport.Protocols.Llm.OpenAi.OpenAiFields;

namespace Sallyport.Protocols.Llm.OpenAi;

/// <summary>The list of models and one of them: <c>GET /v1/models[/{id}]</c>.</summary>
public static class OpenAiModels
{
    /// <summary>The format.</summary>
    public static LlmFormat Format { get; } = new()
    {
        Operation = "models",
        Response = new()
        {
            Properties = new Dictionary<string, JsonField>(Structures("object", "id", "owned_by", "root", "parent"))
            {
                ["data"] = new() { Properties = Structures("object", "id", "owned_by", "root", "parent") },
                ["error"] = Error,
            },
        },
        Errors = OpenAiErrors.Shape,
    };
}
