using Sallyport.Detection.Rules;

namespace Sallyport.Detection.Classification;

/// <summary>One head of the classifier: the category it scores and the directions in which it may.</summary>
/// <param name="Category">One of <see cref="ThreatCategories.All"/>.</param>
/// <param name="Severity">Severity of its findings.</param>
/// <param name="Directions">Where it is calibrated.</param>
internal sealed record ClassifierFamily(string Category, FindingSeverity Severity, IReadOnlyList<ScanDirection> Directions)
{
    /// <summary>Eight heads, so that one feature's weights are one 64-bit load.</summary>
    public const int Count = 8;

    /// <summary>All families; a head's number is its place here and in the model file.</summary>
    public static IReadOnlyList<ClassifierFamily> All { get; } =
    [
        new("prompt_injection", FindingSeverity.High, [ScanDirection.Input, ScanDirection.ToolResult, ScanDirection.ToolDefinition]),
        new("jailbreak", FindingSeverity.High, [ScanDirection.Input, ScanDirection.ToolResult]),
        new("indirect_injection", FindingSeverity.High, [ScanDirection.ToolResult]),
        new("tool_poisoning", FindingSeverity.High, [ScanDirection.ToolDefinition]),
        new("sqli", FindingSeverity.Medium, [ScanDirection.Input]),
        new("xss", FindingSeverity.Medium, [ScanDirection.Input]),
        new("cmd_injection", FindingSeverity.Medium, [ScanDirection.Input]),
        new("path_traversal", FindingSeverity.Medium, [ScanDirection.Input]),
    ];

    /// <summary>Id of its findings, for packs and reports.</summary>
    public string RuleId { get; } = "classifier-" + Category.Replace('_', '-');

    /// <summary>Whether a category has a head.</summary>
    public static bool Contains(string category) => All.Any(family => family.Category == category);

    /// <summary>Whether a rule id names a head.</summary>
    public static bool IsRule(string ruleId) => All.Any(family => family.RuleId == ruleId);
}
