using System.ComponentModel.DataAnnotations;

namespace Sallyport.Controls.Audit.Retention;

/// <summary>A hold to be set.</summary>
public sealed record AuditHoldInput
{
    internal const int LongestReason = 200;

    /// <summary>Why, such as the name of a case; 1 to 200 characters.</summary>
    [StringLength(LongestReason, MinimumLength = 1)]
    public string? Reason { get; init; }

    /// <summary>The first day in UTC, such as 2026-11-01.</summary>
    public DateOnly? FirstDay { get; init; }

    /// <summary>The last day, inclusive; left out: for good.</summary>
    public DateOnly? LastDay { get; init; }
}
