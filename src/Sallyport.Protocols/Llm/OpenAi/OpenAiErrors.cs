using System.Text.Json;

namespace Sallyport.Protocols.Llm.OpenAi;

/// <summary>OpenAI's errors: <c>{"error":{message,type,param,code}}</c>.</summary>
public sealed class OpenAiErrors : LlmErrorShape
{
    private OpenAiErrors()
    {
    }

    /// <summary>The shape.</summary>
    public static OpenAiErrors Shape { get; } = new();

    /// <inheritdoc/>
    protected override void WriteError(Utf8JsonWriter json, in LlmRefusal refusal)
    {
        json.WriteStartObject();
        json.WriteStartObject("error"u8);
        json.WriteString("message"u8, Message(refusal));
        json.WriteString("type"u8, TypeOf(refusal.Status));
        json.WriteNull("param"u8);
        json.WriteString("code"u8, refusal.Code);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    internal static string Describe(in LlmRefusal refusal) => Message(refusal);

    private static string TypeOf(int status) => status switch
    {
        401 => "authentication_error",
        402 => "insufficient_quota",
        403 => "permission_error",
        429 => "rate_limit_error",
        >= 500 => "server_error",
        _ => "invalid_request_error",
    };
}
