using Sallyport.Protocols.Json;
using static Sallyport.Protocols.Llm.OpenAi.OpenAiFields;

namespace Sallyport.Protocols.Llm.OpenAi;

/// <summary>Embeddings: <c>POST /v1/embeddings</c>.</summary>
public static class Embeddings
{
    /// <summary>The format.</summary>
    public static LlmFormat Format { get; } = new()
    {
        Operation = "embeddings",
        Request = new()
        {
            WatchesCase = true,
            Properties = new Dictionary<string, JsonField>
            {
                ["model"] = JsonField.Remember(LlmFact.Model),
                ["stream"] = JsonField.Remember(LlmFact.Stream),
                ["encoding_format"] = Structure,
                ["input"] = JsonField.Text(FieldRole.User),
            },
        },
        Response = new()
        {
            Properties = new Dictionary<string, JsonField>
            {
                ["object"] = Structure,
                ["model"] = Structure,
                ["id"] = Structure,
                ["data"] = new() { Properties = Structures("object", "embedding") },
                ["usage"] = PromptUsage,
                ["error"] = Error,
            },
        },
        Errors = OpenAiErrors.Shape,
        IsMetered = true,
    };
}
