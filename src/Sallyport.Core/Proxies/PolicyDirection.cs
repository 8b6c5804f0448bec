namespace Sallyport.Core.Proxies;

/// <summary>Texts that a policy can be limited to; the directions of rules.</summary>
public enum PolicyDirection
{
    /// <summary>What callers send. Masking belongs here.</summary>
    Input,

    /// <summary>What upstreams answer.</summary>
    Output,

    /// <summary>Definitions of tools and the like in requests.</summary>
    ToolDefinition,

    /// <summary>Results of tools in requests.</summary>
    ToolResult,
}
