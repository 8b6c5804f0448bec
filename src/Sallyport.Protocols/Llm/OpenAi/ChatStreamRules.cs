using System.Buffers;
using System.Text.Json;
using Sallyport.Protocols.Json;

namespace Sallyport.Protocols.Llm.OpenAi;

/// <summary>The stream of chat completions: unnamed events, the last one <c>[DONE]</c>.</summary>
internal sealed class ChatStreamRules : LlmStreamRules
{
    public override StreamMark Classify(ReadOnlySpan<byte> json, JsonTextFinder finder)
    {
        // A reason to finish ends one choice; the texts of others may still go on. [DONE] ends all, and follows at once.
        var isUsageOnly = finder.Fact(LlmFact.Usage).Type == JsonTokenType.StartObject && JsonMember.IsEmpty(json, finder.Fact(LlmFact.Choices));
        return isUsageOnly ? StreamMark.UsageOnly | StreamMark.EndsText : StreamMark.None;
    }

    public override bool IsSentinel(ReadOnlySpan<byte> payload) => payload.Trim(" \t"u8).SequenceEqual("[DONE]"u8);

    public override void WriteError(IBufferWriter<byte> output, in LlmRefusal refusal)
    {
        output.Write("data: "u8);
        OpenAiErrors.Shape.WriteBody(output, refusal);
        output.Write("\n\ndata: [DONE]\n\n"u8);
    }
}
