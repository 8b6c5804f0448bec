namespace Sallyport.Core.Exchanges;

/// <summary>Whose words a text is. Guards judge a tool's result more strictly than a system prompt.</summary>
public enum TextRole
{
    /// <summary>A string in a field the plane does not know. It is judged and masked like the user's words, so that an unknown field is no way around.</summary>
    Unknown,

    /// <summary>The operator's instructions (system, developer).</summary>
    System,

    /// <summary>The person's or program's words.</summary>
    User,

    /// <summary>What the model wrote, now or in an earlier turn.</summary>
    Assistant,

    /// <summary>The model's reasoning.</summary>
    Reasoning,

    /// <summary>Arguments the model gives to a tool.</summary>
    ToolCall,

    /// <summary>What a tool returned: other people's words.</summary>
    ToolResult,

    /// <summary>Names, descriptions and schemas of tools.</summary>
    ToolDefinition,
}
