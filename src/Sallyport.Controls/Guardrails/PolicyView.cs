using Sallyport.Detection;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Guardrails;

/// <summary>A policy as lists show it.</summary>
/// <param name="Name">Unique name.</param>
/// <param name="Kind">The traffic it is written for.</param>
/// <param name="Description">What it is for.</param>
/// <param name="BuiltIn">Whether it comes with the program and cannot be changed.</param>
/// <param name="RuleCount">Rules it acts on in at least one direction.</param>
/// <param name="Entities">Types of data that it masks or acts on, beside the rules.</param>
/// <param name="Masking">Entity types it masks.</param>
/// <param name="MaskingSettings">How it masks them, by type or <c>*</c>; types without an entry get placeholders that are restored.</param>
/// <param name="FailOpen">Whether texts that cannot be looked at completely pass.</param>
/// <param name="Outside">The outside detectors that it asks.</param>
/// <param name="Actions">Its decisions by rule, category or <c>*</c>.</param>
/// <param name="Directions">Its decisions that differ in one direction, by direction.</param>
/// <param name="Thresholds">Least category score to act on, 0 to 1, by category or <c>*</c>.</param>
/// <param name="Classifier">What differs for the classifier's findings, by category or <c>*</c>.</param>
/// <param name="Extends">The built-in pack that it extends, or null.</param>
/// <param name="Enabled">Whether it is in force.</param>
/// <param name="Version">Counts its saves; null of built-in packs and of what is not saved.</param>
/// <param name="Label">Its author's own version label, or null.</param>
/// <param name="OwnRules">Rules that it brings along.</param>
/// <param name="Cases">Cases in it.</param>
/// <param name="UpdatedAt">When it was last saved; null of built-in packs and of what is not saved.</param>
public sealed record PolicyView(
    string Name,
    PackKind Kind,
    string Description,
    bool BuiltIn,
    int RuleCount,
    IReadOnlyList<PolicyEntityView> Entities,
    IReadOnlyList<string> Masking,
    IReadOnlyDictionary<string, MaskingSetting> MaskingSettings,
    bool FailOpen,
    IReadOnlyList<OutsideCheck> Outside,
    IReadOnlyDictionary<string, RuleAction> Actions,
    IReadOnlyDictionary<ScanDirection, IReadOnlyDictionary<string, RuleAction>> Directions,
    IReadOnlyDictionary<string, double> Thresholds,
    IReadOnlyDictionary<string, ClassifierSetting> Classifier,
    string? Extends,
    bool Enabled,
    long? Version,
    string? Label,
    int OwnRules,
    int Cases,
    DateTimeOffset? UpdatedAt)
{
    internal static PolicyView Of(PolicyPack pack, PolicyTable policies) => new(
        pack.Name,
        pack.Kind,
        pack.Description,
        policies.IsBuiltIn(pack.Name),
        policies.Library.Rules.Concat(pack.Rules).Count(rule => PolicyRuleView.StrictestAction(pack, rule) != RuleAction.None),
        PolicyEntityView.AllOf(pack),
        pack.Masking,
        pack.MaskingSettings,
        pack.FailOpen,
        pack.Outside,
        pack.Actions,
        pack.DirectionActions,
        pack.Thresholds,
        pack.Classifier,
        pack.Extends,
        pack.IsEnabled,
        policies.Stored.GetValueOrDefault(pack.Name)?.Version,
        pack.Version,
        pack.Rules.Count + pack.YaraRules.Count,
        pack.Cases.Count,
        policies.Stored.GetValueOrDefault(pack.Name)?.UpdatedAt);
}
