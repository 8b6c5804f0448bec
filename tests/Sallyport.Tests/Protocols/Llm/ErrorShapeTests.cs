using System.Buffers;
using System.Text;
using Sallyport.Protocols.Llm;
using Sallyport.Protocols.Llm.Anthropic;
using Sallyport.Protocols.Llm.OpenAi;
using Xunit;

namespace Sallyport.Tests.Protocols.Llm;

public sealed class ErrorShapeTests
{
    private static readonly LlmRefusal Blocked = new(403, "content_blocked", "No \"way\".", "pi-001", "req-1", SequenceNumber: 9);

    [Fact]
    public void OpenAi_errors_have_message_type_param_and_code() => Assert.Equal(
        """{"error":{"message":"No \"way\". [rule pi-001]","type":"permission_error","param":null,"code":"content_blocked"}}""",
        Body(OpenAiErrors.Shape, Blocked));

    [Fact]
    public void Anthropic_errors_have_type_error_and_request_id() => Assert.Equal(
        """{"type":"error","error":{"type":"permission_error","message":"No \"way\". [rule pi-001]","code":"content_blocked"},"request_id":"req-1"}""",
        Body(AnthropicErrors.Shape, Blocked));

    [Theory]
    [InlineData(400, "invalid_request_error", "invalid_request_error")]
    [InlineData(401, "authentication_error", "authentication_error")]
    [InlineData(402, "insufficient_quota", "billing_error")]
    [InlineData(403, "permission_error", "permission_error")]
    [InlineData(404, "invalid_request_error", "not_found_error")]
    [InlineData(413, "invalid_request_error", "request_too_large")]
    [InlineData(429, "rate_limit_error", "rate_limit_error")]
    [InlineData(502, "server_error", "api_error")]
    [InlineData(503, "server_error", "overloaded_error")]
    [InlineData(504, "server_error", "timeout_error")]
    public void Each_status_has_the_type_that_sdks_know(int status, string openAi, string anthropic)
    {
        var refusal = Blocked with { Status = status };
        Assert.Contains($"\"type\":\"{openAi}\"", Body(OpenAiErrors.Shape, refusal), StringComparison.Ordinal);
        Assert.Contains($"\"type\":\"{anthropic}\"", Body(AnthropicErrors.Shape, refusal), StringComparison.Ordinal);
    }

    [Fact]
    public void In_streams_each_api_has_its_own_event()
    {
        Assert.Equal("data: " + Body(OpenAiErrors.Shape, Blocked) + "\n\ndata: [DONE]\n\n", Event(ChatCompletions.Format));
        Assert.Equal("event: error\ndata: " + Body(AnthropicErrors.Shape, Blocked) + "\n\n", Event(Messages.Format));
        Assert.StartsWith("event: error\ndata: {\"type\":\"error\",\"code\":\"content_blocked\"", Event(Responses.Format), StringComparison.Ordinal);
        Assert.EndsWith("\"sequence_number\":9}\n\n", Event(Responses.Format), StringComparison.Ordinal);
    }

    private static string Body(LlmErrorShape shape, LlmRefusal refusal)
    {
        var output = new ArrayBufferWriter<byte>();
        shape.WriteBody(output, refusal);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static string Event(LlmFormat format)
    {
        var output = new ArrayBufferWriter<byte>();
        format.Stream!.WriteError(output, Blocked);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
