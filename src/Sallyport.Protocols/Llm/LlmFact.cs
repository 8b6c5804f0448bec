namespace Sallyport.Protocols.Llm;

/// <summary>The single values that tables of LLM formats remember.</summary>
public static class LlmFact
{
    /// <summary>Request: the model's name.</summary>
    public const int Model = 0;

    /// <summary>Request: whether a stream is asked for.</summary>
    public const int Stream = 1;

    /// <summary>Request: the bound on output tokens.</summary>
    public const int MaxTokens = 2;

    /// <summary>Request: the older name of the bound (chat completions have both).</summary>
    public const int LegacyMaxTokens = 3;

    /// <summary>Request: <c>stream_options</c>.</summary>
    public const int StreamOptions = 4;

    /// <summary>Request: <c>stream_options.include_usage</c>.</summary>
    public const int IncludeUsage = 5;

    /// <summary>Request: how many answers are asked for (<c>n</c>).</summary>
    public const int AnswerCount = 6;

    /// <summary>Answer: input tokens, in the provider's count.</summary>
    public const int InputTokens = 7;

    /// <summary>Answer: output tokens.</summary>
    public const int OutputTokens = 8;

    /// <summary>Answer: input tokens read from a cache.</summary>
    public const int CachedTokens = 9;

    /// <summary>Answer: input tokens written to a cache.</summary>
    public const int CacheWriteTokens = 10;

    /// <summary>Answer: output tokens spent on reasoning.</summary>
    public const int ReasoningTokens = 11;

    /// <summary>Answer: why the model stopped.</summary>
    public const int FinishReason = 12;

    /// <summary>Stream: the event's type.</summary>
    public const int EventType = 13;

    /// <summary>Stream: the <c>usage</c> member of a chat chunk.</summary>
    public const int Usage = 14;

    /// <summary>Stream: the <c>choices</c> member of a chat chunk.</summary>
    public const int Choices = 15;

    /// <summary>Stream: <c>sequence_number</c>.</summary>
    public const int SequenceNumber = 16;
}
