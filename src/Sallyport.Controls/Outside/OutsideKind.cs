namespace Sallyport.Controls.Outside;

/// <summary>How an outside detector is spoken to.</summary>
public enum OutsideKind
{
    /// <summary>A language model behind an OpenAI-compatible API (<c>/chat/completions</c>), asked for a structured verdict.</summary>
    LlmJudge,

    /// <summary>An HTTP service that gets the texts as JSON and answers whether they are flagged.</summary>
    Webhook,
}
