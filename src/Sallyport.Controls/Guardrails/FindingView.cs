using Sallyport.Detection;

namespace Sallyport.Controls.Guardrails;

/// <summary>One finding of an analysis.</summary>
/// <param name="Category">Threat category, or pii or secret.</param>
/// <param name="Severity">How bad.</param>
/// <param name="Score">0 to 1.</param>
/// <param name="Start">First UTF-16 unit.</param>
/// <param name="End">One past the last.</param>
/// <param name="Entity">Entity type, for data findings.</param>
/// <param name="Rule">The rule's id.</param>
/// <param name="View">The view the match was made in; a decoded view's range is that of the encoded text.</param>
/// <param name="Action">What the policy does about it; none where it does nothing.</param>
public sealed record FindingView(string Category, FindingSeverity Severity, double Score, int Start, int End, string? Entity, string Rule, string View, RuleAction Action)
{
    internal static FindingView Of(Finding finding) =>
        new(finding.Category, finding.Severity, finding.Score, finding.Start, finding.End, finding.Entity, finding.RuleId, finding.View, finding.Action);
}
