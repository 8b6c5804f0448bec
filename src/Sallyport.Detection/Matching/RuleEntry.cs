using Sallyport.Detection.Classification;
using Sallyport.Detection.Recognizers;
using Sallyport.Detection.Rules;

namespace Sallyport.Detection.Matching;

/// <summary>What the engine needs of a rule or recogniser while it runs.</summary>
internal sealed record RuleEntry
{
    public required string Id { get; init; }

    public required string Category { get; init; }

    public required int CategoryIndex { get; init; }

    public required FindingSeverity Severity { get; init; }

    public required double Score { get; init; }

    public required IReadOnlyList<ScanDirection> Directions { get; init; }

    public string? Entity { get; init; }

    public string[] Context { get; init; } = [];

    public string[] Excludes { get; init; } = [];

    public double MinEntropy { get; init; }

    public RuleAction? OwnAction { get; init; }

    public string? Owner { get; init; }

    public bool HasConditions => Context.Length > 0 || Excludes.Length > 0 || MinEntropy > 0;

    public static RuleEntry Of(DetectionRule rule) => new()
    {
        Id = rule.Id,
        Category = rule.Category,
        CategoryIndex = ThreatCategories.IndexOf(rule.Category),
        Severity = rule.Severity,
        Score = rule.Score,
        Directions = rule.Directions,
        Entity = rule.Entity,
        Context = [.. rule.Context],
        Excludes = [.. rule.Excludes],
        MinEntropy = rule.MinEntropy,
        Owner = rule.Owner,
    };

    public static RuleEntry Of(ClassifierFamily family) => new()
    {
        Id = family.RuleId,
        Category = family.Category,
        CategoryIndex = ThreatCategories.IndexOf(family.Category),
        Severity = family.Severity,
        Score = 0,
        Directions = family.Directions,
    };

    public static RuleEntry Of(YaraDetection rule) => new()
    {
        Id = rule.Id,
        Category = rule.Category,
        CategoryIndex = ThreatCategories.IndexOf(rule.Category),
        Severity = rule.Severity,
        Score = rule.Score,
        Directions = rule.Directions,
        OwnAction = rule.Action,
        Owner = rule.Owner,
    };

    public static RuleEntry Of(EntityType type)
    {
        var name = EntitySet.NameOf(type);
        return new RuleEntry
        {
            Id = EntitySet.RuleIdOf(type),
            Category = ThreatCategories.Pii,
            CategoryIndex = ThreatCategories.IndexOf(ThreatCategories.Pii),
            Severity = EntitySet.Grave.Contains(type) ? FindingSeverity.High : FindingSeverity.Medium,
            Score = type is EntityType.Phone or EntityType.IpAddress or EntityType.PostalCode or EntityType.LicensePlate ? 0.7 : 0.9,
            Directions = Enum.GetValues<ScanDirection>(),
            Entity = name,
        };
    }
}
