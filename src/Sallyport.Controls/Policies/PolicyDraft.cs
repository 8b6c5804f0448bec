using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Sallyport.Controls.Policies;

/// <summary>A policy to look at: one that exists, or a document that need not be saved.</summary>
public sealed record PolicyDraft
{
    /// <summary>The name of a policy; left out when a document is given.</summary>
    [StringLength(63)]
    public string? Policy { get; init; }

    /// <summary>A whole policy document, in our form or the older one.</summary>
    public JsonElement? Document { get; init; }

    /// <summary>Expressions to look at beside or instead of a policy's, at most 1000. For <c>patterns/analyze</c> only.</summary>
    [MaxLength(1000)]
    public IReadOnlyList<string>? Patterns { get; init; }
}
