using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sallyport.Protocols.Llm;

/// <summary>The form in which a provider's clients expect an error.</summary>
public abstract class LlmErrorShape
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a whole error body.</summary>
    public void WriteBody(IBufferWriter<byte> output, in LlmRefusal refusal)
    {
        using var json = new Utf8JsonWriter(output, Options);
        WriteError(json, refusal);
    }

    /// <summary>Writes the provider's error object.</summary>
    protected abstract void WriteError(Utf8JsonWriter json, in LlmRefusal refusal);

    /// <summary>The detail with the rule behind it, so that a caller can name what stopped them.</summary>
    protected static string Message(in LlmRefusal refusal) =>
        refusal.RuleId is null ? refusal.Message : $"{refusal.Message} [rule {refusal.RuleId}]";
}
