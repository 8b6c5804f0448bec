using Sallyport.Detection;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Policies;

/// <summary>A rule of the pattern library.</summary>
/// <param name="Id">The rule.</param>
/// <param name="Name">For people.</param>
/// <param name="Category">Threat category.</param>
/// <param name="Severity">How bad a match is.</param>
/// <param name="Score">How sure one match alone makes the engine, 0 to 1.</param>
/// <param name="Directions">Where it applies.</param>
/// <param name="Description">What it finds and why that matters.</param>
/// <param name="Tags">Entries of published catalogues.</param>
/// <param name="Policy">The policy that brings it along; null of shared rules.</param>
/// <param name="Patterns">Its expressions.</param>
public sealed record LibraryRuleView(
    string Id, string Name, string Category, FindingSeverity Severity, double Score, IReadOnlyList<ScanDirection> Directions,
    string Description, IReadOnlyList<string> Tags, string? Policy, IReadOnlyList<string> Patterns)
{
    internal static LibraryRuleView Of(DetectionRule rule) => new(
        rule.Id, rule.Name, rule.Category, rule.Severity, rule.Score, rule.Directions, rule.Description, rule.Tags, rule.Owner, [.. rule.Patterns.Select(pattern => pattern.Pattern)]);
}
