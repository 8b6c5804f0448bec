using System.Text.Json;

namespace Sallyport.Protocols.Llm.Anthropic;

/// <summary>
/// Anthropic's errors: <c>{"type":"error","error":{type,message},"request_id"}</c>. The shape has no place for a code of ours, so
/// <c>code</c> is an additional member, which its clients ignore.
/// </summary>
public sealed class AnthropicErrors : LlmErrorShape
{
    private AnthropicErrors()
    {
    }

    /// <summary>The shape.</summary>
    public static AnthropicErrors Shape { get; } = new();

    /// <inheritdoc/>
    protected override void WriteError(Utf8JsonWriter json, in LlmRefusal refusal)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "error"u8);
        json.WriteStartObject("error"u8);
        json.WriteString("type"u8, TypeOf(refusal.Status));
        json.WriteString("message"u8, Message(refusal));
        json.WriteString("code"u8, refusal.Code);
        json.WriteEndObject();
        json.WriteString("request_id"u8, refusal.RequestId);
        json.WriteEndObject();
    }

    private static string TypeOf(int status) => status switch
    {
        401 => "authentication_error",
        402 => "billing_error",
        403 => "permission_error",
        404 => "not_found_error",
        408 or 504 => "timeout_error",
        413 => "request_too_large",
        429 => "rate_limit_error",
        503 or 529 => "overloaded_error",
        >= 500 => "api_error",
        _ => "invalid_request_error",
    };
}
