namespace Sallyport.Protocols.Llm;

/// <summary>What an event means for the stream it belongs to.</summary>
[Flags]
public enum StreamMark
{
    /// <summary>One piece among others.</summary>
    None = 0,

    /// <summary>Every text that has begun ends here.</summary>
    EndsText = 1,

    /// <summary>The answer is complete, or the provider says it failed; nothing more has to come.</summary>
    Terminal = 2,

    /// <summary>Carries nothing but the usage figures (chat completions' last chunk).</summary>
    UsageOnly = 4,
}
