namespace Sallyport.Detection;

/// <summary>One match of one rule or recogniser.</summary>
/// <param name="RuleId">Id of the rule, or <c>pii-…</c> for a recogniser.</param>
/// <param name="Category">One of <see cref="Rules.ThreatCategories.All"/>.</param>
/// <param name="Severity">The rule's severity.</param>
/// <param name="Score">The rule's own score, 0 to 1.</param>
/// <param name="Start">First UTF-16 unit of the match in the given text (or in the stream since it was opened).</param>
/// <param name="End">One past the last UTF-16 unit.</param>
/// <param name="Entity">Entity type such as <c>EMAIL</c>, for personal data and secrets.</param>
/// <param name="View">The view the match was made in: <c>raw</c>, <c>normalised</c>, <c>base64</c>, <c>hex</c>,
/// <c>percent</c> or <c>escape</c>. In decoded views the range is that of the encoded text.</param>
public readonly record struct Finding(
    string RuleId,
    string Category,
    FindingSeverity Severity,
    double Score,
    int Start,
    int End,
    string? Entity,
    string View)
{
    /// <summary>What the policy does about it; none where no policy was asked.</summary>
    public RuleAction Action { get; init; }
}
