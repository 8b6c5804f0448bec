using Sallyport.Protocols.Json;

namespace Sallyport.Protocols.Llm;

/// <summary>
/// Token counts gathered from an answer or from the events of a stream, in the provider's count. Later figures replace earlier
/// ones: streams report running totals.
/// </summary>
public sealed class LlmTokens
{
    private long _input;
    private long _output;
    private long _cached;
    private long _cacheWrite;
    private long _reasoning;

    /// <summary>Whether any figure came.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>All input tokens, cached ones included.</summary>
    public long Input(LlmFormat format) => format.ExcludesCachedFromInput ? _input + _cached + _cacheWrite : _input;

    /// <summary>All output tokens, reasoning included.</summary>
    public long Output => _output;

    /// <summary>Input tokens read from a cache.</summary>
    public long Cached => _cached;

    /// <summary>Input tokens written to a cache.</summary>
    public long CacheWrite => _cacheWrite;

    /// <summary>Output tokens spent on reasoning.</summary>
    public long Reasoning => _reasoning;

    /// <summary>Takes what the finder saw. True when there was a figure.</summary>
    public bool Read(ReadOnlySpan<byte> json, JsonTextFinder finder)
    {
        var any = Take(json, finder, LlmFact.InputTokens, ref _input)
            | Take(json, finder, LlmFact.OutputTokens, ref _output)
            | Take(json, finder, LlmFact.CachedTokens, ref _cached)
            | Take(json, finder, LlmFact.CacheWriteTokens, ref _cacheWrite)
            | Take(json, finder, LlmFact.ReasoningTokens, ref _reasoning);
        IsKnown |= any;
        return any;
    }

    private static bool Take(ReadOnlySpan<byte> json, JsonTextFinder finder, int fact, ref long field)
    {
        if (finder.Fact(fact).Number(json) is not { } number || number < 0)
        {
            return false;
        }

        field = number;
        return true;
    }
}
