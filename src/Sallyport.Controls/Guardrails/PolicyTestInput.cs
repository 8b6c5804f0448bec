using System.ComponentModel.DataAnnotations;
using Sallyport.Detection;

namespace Sallyport.Controls.Guardrails;

/// <summary>A text to judge.</summary>
public sealed record PolicyTestInput
{
    /// <summary>The text, at most 1 MiB.</summary>
    [StringLength(AnalyzeEndpoint.MaxText, MinimumLength = 1)]
    public string? Text { get; init; }

    /// <summary>Another name for <see cref="Text"/>.</summary>
    [StringLength(AnalyzeEndpoint.MaxText, MinimumLength = 1)]
    public string? Instruction { get; init; }

    /// <summary>Whose words: default input.</summary>
    public ScanDirection Direction { get; init; }

    /// <summary>Accepted for compatibility; the engine keeps nothing between calls.</summary>
    [MaxLength(AnalyzeEndpoint.MaxText)]
    public string? SessionId { get; init; }

    /// <summary>Policies to judge by; default <c>llm-standard-security</c>.</summary>
    public IReadOnlyList<string>? Policies { get; init; }
}
