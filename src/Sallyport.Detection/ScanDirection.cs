namespace Sallyport.Detection;

/// <summary>Where a text comes from; rules name the directions they apply to.</summary>
public enum ScanDirection
{
    /// <summary>Text that a caller sends to an upstream.</summary>
    Input,

    /// <summary>Text that an upstream sends back to a caller.</summary>
    Output,

    /// <summary>A definition an agent will trust: tool, prompt, server instructions, agent card.</summary>
    ToolDefinition,

    /// <summary>What a tool, document or third party answered, on its way into a model.</summary>
    ToolResult,
}
