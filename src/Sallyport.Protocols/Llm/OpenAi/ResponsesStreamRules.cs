using System.Buffers;
using System.Text.Json;
using Sallyport.Protocols.Json;

namespace Sallyport.Protocols.Llm.OpenAi;

/// <summary>The stream of the Responses API: named events; the last one says how the response ended.</summary>
internal sealed class ResponsesStreamRules : LlmStreamRules
{
    public override StreamMark Classify(ReadOnlySpan<byte> json, JsonTextFinder finder)
    {
        var type = finder.Fact(LlmFact.EventType);
        if (type.Type != JsonTokenType.String)
        {
            return StreamMark.None;
        }

        var name = type.Bytes(json);
        if (name.SequenceEqual("response.completed"u8) || name.SequenceEqual("response.incomplete"u8)
            || name.SequenceEqual("response.failed"u8) || name.SequenceEqual("error"u8))
        {
            return StreamMark.EndsText | StreamMark.Terminal;
        }

        // A .done event ends one item; other items' texts may still go on.
        return StreamMark.None;
    }

    public override void WriteError(IBufferWriter<byte> output, in LlmRefusal refusal)
    {
        output.Write("event: error\ndata: "u8);
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "error"u8);
            json.WriteString("code"u8, refusal.Code);
            json.WriteString("message"u8, OpenAiErrors.Describe(refusal));
            json.WriteNull("param"u8);
            json.WriteNumber("sequence_number"u8, refusal.SequenceNumber);
            json.WriteEndObject();
        }

        output.Write("\n\n"u8);
    }
}
