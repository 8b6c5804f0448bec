using System.ComponentModel.DataAnnotations;
using System.Text.Json;
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

    /// <summary>Several texts in place of one, together at most 1 MiB; the answer is that of the gravest, with all under <c>samples</c>.</summary>
    [MaxLength(AnalyzeEndpoint.MaxTexts)]
    public IReadOnlyList<string>? Texts { get; init; }

    /// <summary>A policy document to judge by in place of saved policies; it is not saved.</summary>
    public JsonElement? Document { get; init; }

    /// <summary>Whether to show the text as the engine sees it: normalised, and what is encoded in it.</summary>
    public bool Views { get; init; }
}
