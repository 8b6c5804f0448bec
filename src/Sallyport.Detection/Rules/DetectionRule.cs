namespace Sallyport.Detection.Rules;

/// <summary>One detection rule, as read from <c>rules/&lt;category&gt;/&lt;id&gt;.json</c>.</summary>
public sealed record DetectionRule
{
    /// <summary>Unique id, equal to the file name.</summary>
    public required string Id { get; init; }

    /// <summary>Short name for people.</summary>
    public required string Name { get; init; }

    /// <summary>One of <see cref="ThreatCategories.All"/>.</summary>
    public required string Category { get; init; }

    /// <summary>How bad a match is.</summary>
    public required FindingSeverity Severity { get; init; }

    /// <summary>How sure one match alone makes us, 0 to 1. Weak rules of one category corroborate each other.</summary>
    public required double Score { get; init; }

    /// <summary>Where the rule applies.</summary>
    public required IReadOnlyList<ScanDirection> Directions { get; init; }

    /// <summary>What it finds and why that matters.</summary>
    public required string Description { get; init; }

    /// <summary>Tags of <see cref="RuleTags.All"/>.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>Rises with every change of meaning; from 1.</summary>
    public required int Version { get; init; }

    /// <summary>The patterns; one match is enough.</summary>
    public required IReadOnlyList<RulePattern> Patterns { get; init; }

    /// <summary>Words of which one must stand within 120 characters of a match. Empty: no such demand.</summary>
    public IReadOnlyList<string> Context { get; init; } = [];

    /// <summary>Words that, inside a match, make it harmless (placeholders such as <c>example</c>).</summary>
    public IReadOnlyList<string> Excludes { get; init; } = [];

    /// <summary>Least Shannon entropy, in bits per character, of the value at the end of a match; 0 is off.</summary>
    public double MinEntropy { get; init; }

    /// <summary>Entity type of the match, for secrets: <c>API_KEY</c> or <c>PRIVATE_KEY</c>.</summary>
    public string? Entity { get; init; }

    /// <summary>The policy that brings the rule, for which alone it acts; null for rules that all policies share.</summary>
    public string? Owner { get; init; }
}
