namespace Sallyport.Detection.Rules;

/// <summary>How a pack treats the classifier's findings of a category. A category without a setting is left to the rules.</summary>
public sealed record ClassifierSetting
{
    /// <summary>The threshold of packs that name none: about one false alarm in a thousand harmless texts.</summary>
    public const double DefaultThreshold = 0.5;

    /// <summary>How sure the classifier must be to act, 0 to 1. Default 0.5; below it a finding only corroborates rules.</summary>
    public double? Threshold { get; init; }

    /// <summary>The action, in the directions in which the category has one; null takes the category's, <see cref="RuleAction.None"/> switches the head off.</summary>
    public RuleAction? Action { get; init; }
}
