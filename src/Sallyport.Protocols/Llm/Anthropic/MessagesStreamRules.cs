using System.Buffers;
using System.Text.Json;
using Sallyport.Protocols.Json;

namespace Sallyport.Protocols.Llm.Anthropic;

/// <summary>The stream of the Messages API: named events from <c>message_start</c> to <c>message_stop</c>.</summary>
internal sealed class MessagesStreamRules : LlmStreamRules
{
    public override StreamMark Classify(ReadOnlySpan<byte> json, JsonTextFinder finder)
    {
        var type = finder.Fact(LlmFact.EventType);
        if (type.Type != JsonTokenType.String)
        {
            return StreamMark.None;
        }

        var name = type.Bytes(json);
        if (name.SequenceEqual("message_stop"u8) || name.SequenceEqual("error"u8))
        {
            return StreamMark.EndsText | StreamMark.Terminal;
        }

        return name.SequenceEqual("content_block_stop"u8) || name.SequenceEqual("message_delta"u8) ? StreamMark.EndsText : StreamMark.None;
    }

    public override void WriteError(IBufferWriter<byte> output, in LlmRefusal refusal)
    {
        output.Write("event: error\ndata: "u8);
        AnthropicErrors.Shape.WriteBody(output, refusal);
        output.Write("\n\n"u8);
    }
}
