namespace Sallyport.Protocols.Json;

/// <summary>What a JSON string is, as a format's table says. The first eight are whose words it is.</summary>
public enum FieldRole : byte
{
    /// <summary>A string in a field no table knows. It counts as text, so that an unknown field is no way around the guards.</summary>
    Unknown,

    /// <summary>The operator's instructions.</summary>
    System,

    /// <summary>The person's or program's words.</summary>
    User,

    /// <summary>What the model wrote.</summary>
    Assistant,

    /// <summary>The model's reasoning.</summary>
    Reasoning,

    /// <summary>Arguments the model gives to a tool.</summary>
    ToolCall,

    /// <summary>What a tool returned, or a document: other people's words.</summary>
    ToolResult,

    /// <summary>Names, descriptions and schemas of tools.</summary>
    ToolDefinition,

    /// <summary>Not text: an id, a URL, an enumeration's word, base64. Believed only of a string without white space.</summary>
    Structural,

    /// <summary>Text whose role the enclosing object tells elsewhere, such as <c>role</c> of a message. Never seen outside the finder.</summary>
    Scoped,

    /// <summary>Text whose role the <c>type</c> of the whole event tells. Never seen outside the finder.</summary>
    ByEventType,
}
