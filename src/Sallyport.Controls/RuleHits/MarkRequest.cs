using System.ComponentModel.DataAnnotations;

namespace Sallyport.Controls.RuleHits;

/// <summary>A mark to set.</summary>
public sealed record MarkRequest
{
    /// <summary>The rule that found what was nothing; one of the exchange's findings.</summary>
    [StringLength(200, MinimumLength = 1)]
    public string? Rule { get; init; }

    /// <summary>Why, for colleagues; at most 500 characters. No text of the exchange belongs here.</summary>
    [StringLength(500)]
    public string? Note { get; init; }
}
