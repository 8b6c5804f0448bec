using Sallyport.Detection;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Guardrails;

/// <summary>A rule as one policy uses it.</summary>
/// <param name="Id">The rule.</param>
/// <param name="Name">For people.</param>
/// <param name="Category">Threat category.</param>
/// <param name="Severity">How bad a match is.</param>
/// <param name="Action">The strictest action over all directions.</param>
/// <param name="Description">What it finds and why that matters.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="IsOwn">Whether the policy brings it along.</param>
public sealed record PolicyRuleView(
    string Id, string Name, string Category, FindingSeverity Severity, RuleAction Action, string Description, IReadOnlyList<string> Tags, bool IsOwn)
{
    internal static PolicyRuleView Of(PolicyPack pack, DetectionRule rule) =>
        new(rule.Id, rule.Name, rule.Category, rule.Severity, StrictestAction(pack, rule), rule.Description, rule.Tags, rule.Owner is not null);

    internal static RuleAction StrictestAction(PolicyPack pack, DetectionRule rule) =>
        rule.Directions.Max(direction => pack.ActionFor(rule.Id, rule.Category, direction));
}
