using Sallyport.Detection.Yara;

namespace Sallyport.Detection.Rules;

/// <summary>A YARA rule with what its metadata says to us; see <c>docs/yara.md</c> for the defaults.</summary>
public sealed record YaraDetection
{
    /// <summary>Id in findings and packs: <c>yara-</c> and the rule's name.</summary>
    public required string Id { get; init; }

    /// <summary>The rule.</summary>
    public required YaraRule Rule { get; init; }

    /// <summary>One of <see cref="ThreatCategories.All"/>.</summary>
    public required string Category { get; init; }

    /// <summary>How bad a match is.</summary>
    public required FindingSeverity Severity { get; init; }

    /// <summary>How sure a match makes us, 0 to 1.</summary>
    public required double Score { get; init; }

    /// <summary>Where the rule applies.</summary>
    public required IReadOnlyList<ScanDirection> Directions { get; init; }

    /// <summary>The pack that brings it along; null: the rules folder.</summary>
    public string? Owner { get; init; }

    /// <summary>The action in packs that act on the category without naming the rule; null: the pack's.</summary>
    public RuleAction? Action { get; init; }
}
