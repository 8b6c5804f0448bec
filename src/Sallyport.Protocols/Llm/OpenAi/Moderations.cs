using Sallyport.Protocols.Json;
using static Sallyport.Protocols.Llm.OpenAi.OpenAiFields;

namespace Sallyport.Protocols.Llm.OpenAi;

/// <summary>Moderations: <c>POST /v1/moderations</c>.</summary>
public static class Moderations
{
    /// <summary>The format.</summary>
    public static LlmFormat Format { get; } = new()
    {
        Operation = "moderations",
        DefaultModel = "omni-moderation-latest",
        Request = new()
        {
            WatchesCase = true,
            Properties = new Dictionary<string, JsonField>
            {
                ["model"] = JsonField.Remember(LlmFact.Model),
                ["stream"] = JsonField.Remember(LlmFact.Stream),
                ["input"] = new() { Role = FieldRole.User, Properties = PartFields(FieldRole.User) },
            },
        },
        Response = new()
        {
            Properties = new Dictionary<string, JsonField>
            {
                ["id"] = Structure,
                ["model"] = Structure,
                ["results"] = JsonField.Deep(FieldRole.Structural),
                ["error"] = Error,
            },
        },
        Errors = OpenAiErrors.Shape,
    };
}
