using Sallyport.Detection;

namespace Sallyport.DetectionBench;

/// <summary>One row of the data.</summary>
internal sealed record LabelledText
{
    public required string Text { get; init; }

    public required bool IsAttack { get; init; }

    public required string Kind { get; init; }

    public required string Source { get; init; }

    public string Technique { get; init; } = "";

    public IReadOnlyList<EntitySpan> Entities { get; init; } = [];

    /// <summary>Whether the row belongs to a pool of harmless text, and not to one kind's near misses.</summary>
    public bool IsPool => Kind.StartsWith("benign_", StringComparison.Ordinal);

    /// <summary>The direction the kind implies.</summary>
    public ScanDirection Direction => Kind switch
    {
        "prompt_injection_indirect" or "benign_document" => ScanDirection.ToolResult,
        "tool_poisoning" or "benign_tooldef" => ScanDirection.ToolDefinition,
        _ => ScanDirection.Input,
    };
}
