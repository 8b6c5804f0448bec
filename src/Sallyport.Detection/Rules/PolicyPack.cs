namespace Sallyport.Detection.Rules;

/// <summary>A named set of decisions about rules, as read from <c>rules/packs/&lt;name&gt;.json</c>.</summary>
/// <remarks>A key is a rule id, a category or <c>*</c>; the narrower key wins, and a direction's own table wins over the general one.</remarks>
public sealed record PolicyPack
{
    /// <summary>The name of the pack that analysis looks with; no name that an operator can give.</summary>
    internal const string Everything = "*";

    /// <summary>Unique name, equal to the file name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public required string Description { get; init; }

    /// <summary>The traffic it is written for.</summary>
    public PackKind Kind { get; init; } = PackKind.Both;

    /// <summary>Actions for all directions.</summary>
    public IReadOnlyDictionary<string, RuleAction> Actions { get; init; } = new Dictionary<string, RuleAction>();

    /// <summary>Actions that differ in one direction.</summary>
    public IReadOnlyDictionary<ScanDirection, IReadOnlyDictionary<string, RuleAction>> DirectionActions { get; init; } =
        new Dictionary<ScanDirection, IReadOnlyDictionary<string, RuleAction>>();

    /// <summary>Least category score to act on, 0 to 1, by category or <c>*</c>. Default 0.5.</summary>
    public IReadOnlyDictionary<string, double> Thresholds { get; init; } = new Dictionary<string, double>();

    /// <summary>Entity types to mask on the way to the upstream, such as <c>EMAIL</c>.</summary>
    public IReadOnlyList<string> Masking { get; init; } = [];

    /// <summary>How masked types are masked, by type or <c>*</c>; types without a setting get placeholders that are restored.</summary>
    public IReadOnlyDictionary<string, MaskingSetting> MaskingSettings { get; init; } = new Dictionary<string, MaskingSetting>();

    /// <summary>What differs for the classifier, by category or <c>*</c>. Without an entry its findings are treated as a rule's of the category.</summary>
    public IReadOnlyDictionary<string, ClassifierSetting> Classifier { get; init; } = new Dictionary<string, ClassifierSetting>();

    /// <summary>The outside detectors that it asks. Those of an extended pack count where this one has no list of its own.</summary>
    public IReadOnlyList<OutsideCheck> Outside { get; init; } = [];

    /// <summary>The built-in pack whose decisions hold wherever this one says nothing; null when it stands alone. The members above hold the result.</summary>
    public string? Extends { get; init; }

    /// <summary>Whether it is in force. One that is off keeps everything it says.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>The author's own label, such as <c>1.2.0</c>; means nothing to the engine.</summary>
    public string? Version { get; init; }

    /// <summary>Rules that it brings along. Their ids begin with the pack's name and a slash.</summary>
    public IReadOnlyList<DetectionRule> Rules { get; init; } = [];

    /// <summary>YARA rules that it brings along. Their ids begin with the pack's name and a slash.</summary>
    public IReadOnlyList<YaraDetection> YaraRules => Yara?.Detections ?? [];

    /// <summary>The YARA files that it brings along; null when there are none.</summary>
    internal YaraPart? Yara { get; init; }

    /// <summary>Whether it brings rules of any kind, so that it needs an engine of its own.</summary>
    public bool BringsRules => Rules.Count > 0 || Yara is not null;

    /// <summary>Texts with the verdicts its author expects.</summary>
    public IReadOnlyList<PolicyCase> Cases { get; init; } = [];

    /// <summary>Whether a text that the engine cannot look at completely passes instead of being refused. Default false: what hides behind a
    /// limit must not pass. Such an exchange is recorded with its detectors as <c>failed_open</c> and shown as flagged.</summary>
    public bool FailOpen { get; init; }

    /// <summary>The directions it is limited to where it is applied; empty means all. No part of the file.</summary>
    public IReadOnlyList<ScanDirection> OnlyIn { get; init; } = [];

    /// <summary>Whether it is applied to texts of the direction.</summary>
    public bool AppliesTo(ScanDirection direction) => OnlyIn.Count == 0 || OnlyIn.Contains(direction);

    /// <summary>The pack's action for a rule in a direction; <see cref="RuleAction.None"/> when it says nothing.</summary>
    public RuleAction ActionFor(string ruleId, string category, ScanDirection direction)
    {
        if (DirectionActions.TryGetValue(direction, out var own) && Find(own, ruleId, category) is { } narrower)
        {
            return narrower;
        }

        return Find(Actions, ruleId, category) ?? RuleAction.None;
    }

    /// <summary>Whether the pack decides about this very rule, rather than about its category.</summary>
    public bool Names(string ruleId, ScanDirection direction) =>
        Actions.ContainsKey(ruleId) || (DirectionActions.TryGetValue(direction, out var own) && own.ContainsKey(ruleId));

    /// <summary>The least score of a category to act on.</summary>
    public double ThresholdFor(string category) =>
        Thresholds.TryGetValue(category, out var own) ? own
        : Thresholds.TryGetValue("*", out var general) ? general
        : 0.5;

    internal ClassifierSetting? SettingOf(string category) => Classifier.GetValueOrDefault(category) ?? Classifier.GetValueOrDefault("*");

    /// <summary>How the pack masks a type, where it masks it.</summary>
    public MaskingMode MaskingModeOf(string entityType) =>
        MaskingSettings.GetValueOrDefault(entityType)?.Mode ?? MaskingSettings.GetValueOrDefault("*")?.Mode ?? MaskingMode.Placeholder;

    internal string? PlaceholderFormatOf(string entityType) =>
        MaskingSettings.GetValueOrDefault(entityType)?.PlaceholderFormat ?? MaskingSettings.GetValueOrDefault("*")?.PlaceholderFormat;

    internal bool UnmasksForUser(string entityType) =>
        MaskingSettings.GetValueOrDefault(entityType)?.UnmaskForUser ?? MaskingSettings.GetValueOrDefault("*")?.UnmaskForUser ?? true;

    private static RuleAction? Find(IReadOnlyDictionary<string, RuleAction> actions, string ruleId, string category) =>
        actions.TryGetValue(ruleId, out var byRule) ? byRule
        : actions.TryGetValue(category, out var byCategory) ? byCategory
        : actions.TryGetValue("*", out var general) ? general
        : null;
}
