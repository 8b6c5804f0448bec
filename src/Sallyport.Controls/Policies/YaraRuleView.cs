using Sallyport.Detection;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Policies;

/// <summary>A YARA rule that may be found.</summary>
/// <param name="Id">The id that findings name and policies decide about.</param>
/// <param name="Name">Its name in the file.</param>
/// <param name="File">The file it stands in.</param>
/// <param name="Policy">The policy that brings it along; null of the rules folder's, which every policy may act on.</param>
/// <param name="Category">Threat category.</param>
/// <param name="Severity">How bad a match is.</param>
/// <param name="Score">How sure one match alone makes the engine, 0 to 1.</param>
/// <param name="Directions">Where it applies.</param>
/// <param name="Action">The action its metadata asks for; null: what the policy says about the category.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Description">The description in its metadata; empty when there is none.</param>
public sealed record YaraRuleView(
    string Id, string Name, string File, string? Policy, string Category, FindingSeverity Severity, double Score, IReadOnlyList<ScanDirection> Directions,
    RuleAction? Action, IReadOnlyList<string> Tags, string Description)
{
    internal static YaraRuleView Of(YaraDetection rule) => new(
        rule.Id, rule.Rule.Name, rule.Rule.File, rule.Owner, rule.Category, rule.Severity, rule.Score, rule.Directions, rule.Action, rule.Rule.Tags,
        rule.Rule.MetaText("description") ?? "");
}
