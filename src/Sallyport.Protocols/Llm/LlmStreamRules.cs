using System.Buffers;
using Sallyport.Protocols.Json;

namespace Sallyport.Protocols.Llm;

/// <summary>How one API's stream of events goes.</summary>
public abstract class LlmStreamRules
{
    /// <summary>What an event means, after the finder has read it.</summary>
    public abstract StreamMark Classify(ReadOnlySpan<byte> json, JsonTextFinder finder);

    /// <summary>Whether a payload that is not JSON is part of the protocol, such as <c>[DONE]</c>.</summary>
    public virtual bool IsSentinel(ReadOnlySpan<byte> payload) => false;

    /// <summary>Writes the event or events that end a begun stream with an error.</summary>
    public abstract void WriteError(IBufferWriter<byte> output, in LlmRefusal refusal);
}
