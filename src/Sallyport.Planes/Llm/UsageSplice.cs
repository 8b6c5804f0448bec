using System.Text.Json;
using Sallyport.Protocols.Json;
using Sallyport.Protocols.Llm;

namespace Sallyport.Planes.Llm;

/// <summary>
/// The change that makes a chat stream report its usage. Without it a stream could not be metered; the caller, who did not ask, does
/// not see the additional chunk.
/// </summary>
/// <param name="Start">Where in the body.</param>
/// <param name="Length">How many bytes are replaced.</param>
/// <param name="Kind">What stands there.</param>
internal sealed record UsageSplice(int Start, int Length, UsageSpliceKind Kind)
{
    /// <summary>The bytes to put in.</summary>
    internal ReadOnlySpan<byte> Bytes => Kind switch
    {
        UsageSpliceKind.Value => "true"u8,
        UsageSpliceKind.Object => """{"include_usage":true}"""u8,
        UsageSpliceKind.OnlyMember => "\"include_usage\":true"u8,
        UsageSpliceKind.FirstMember => "\"include_usage\":true,"u8,
        UsageSpliceKind.FirstRootMember => "\"stream_options\":{\"include_usage\":true},"u8,
        _ => throw new InvalidOperationException($"No bytes for {Kind}."),
    };

    /// <summary>Finds the change a chat request needs; null where the caller asked for usage, or for no stream.</summary>
    internal static UsageSplice? Find(ReadOnlySpan<byte> json, JsonTextFinder finder)
    {
        if (finder.Fact(LlmFact.Stream).Type != JsonTokenType.True)
        {
            return null;
        }

        var asked = finder.Fact(LlmFact.IncludeUsage);
        if (asked.Type != JsonTokenType.None)
        {
            return asked.Type == JsonTokenType.True ? null : OfValue(asked, UsageSpliceKind.Value);
        }

        var options = finder.Fact(LlmFact.StreamOptions);
        return options.Type switch
        {
            // The root object is not empty: it holds "stream".
            JsonTokenType.None => new UsageSplice(json.IndexOf((byte)'{') + 1, 0, UsageSpliceKind.FirstRootMember),
            JsonTokenType.StartObject => new UsageSplice(
                options.Start + 1, 0, JsonMember.IsEmpty(json, options) ? UsageSpliceKind.OnlyMember : UsageSpliceKind.FirstMember),
            JsonTokenType.Null => OfValue(options, UsageSpliceKind.Object),
            // Anything else is the upstream's to refuse.
            _ => null,
        };
    }

    private static UsageSplice? OfValue(JsonFact fact, UsageSpliceKind kind) =>
        fact.Type is JsonTokenType.False or JsonTokenType.Null ? new UsageSplice(fact.Start, fact.Length, kind) : null;
}
