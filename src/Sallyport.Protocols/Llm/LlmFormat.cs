using Sallyport.Protocols.Json;

namespace Sallyport.Protocols.Llm;

/// <summary>
/// One API of a provider: what its requests, answers and stream events look like. Known limit: a text that runs through a stream in a
/// field no table names is judged event by event, because nothing tells which of its pieces belong together; so are the tokens of
/// <c>logprobs</c>.
/// </summary>
public sealed record LlmFormat
{
    /// <summary>The operation's name, for example <c>chat</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>The model that the provider uses where a request names none, or null where it must name one.</summary>
    public string? DefaultModel { get; init; }

    /// <summary>The table of request bodies, or null where requests have none.</summary>
    public JsonField? Request { get; init; }

    /// <summary>The table of answers.</summary>
    public required JsonField Response { get; init; }

    /// <summary>The table of stream events, where the API streams.</summary>
    public JsonField? Event { get; init; }

    /// <summary>How the stream goes, where the API streams.</summary>
    public LlmStreamRules? Stream { get; init; }

    /// <summary>The form of errors.</summary>
    public required LlmErrorShape Errors { get; init; }

    /// <summary>Whether input tokens are counted without cached ones (Anthropic), so that they must be added.</summary>
    public bool ExcludesCachedFromInput { get; init; }

    /// <summary>Whether answers cost tokens.</summary>
    public bool IsMetered { get; init; }

    /// <summary>Whether usage in streams must be asked for with <c>stream_options.include_usage</c>.</summary>
    public bool StreamsUsageOnRequest { get; init; }
}
