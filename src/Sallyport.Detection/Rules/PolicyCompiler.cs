using Sallyport.Detection.Matching;
using Sallyport.Detection.Recognizers;

namespace Sallyport.Detection.Rules;

/// <summary>Turns packs into tables by rule number.</summary>
internal static class PolicyCompiler
{
    /// <summary>Compiles the packs together.</summary>
    public static CompiledPolicy Compile(RuleTable table, IReadOnlyList<PolicyPack> packs)
    {
        var masking = default(EntitySet);
        foreach (var name in packs.SelectMany(pack => pack.Masking))
        {
            masking = EntitySet.TryParse(name, out var type) ? masking.Union(EntitySet.Of(type)) : masking;
        }

        var directions = Enum.GetValues<ScanDirection>().Select(direction => CompileDirection(table, packs, direction));
        return new CompiledPolicy([.. packs.Select(pack => pack.Name)], masking, [.. directions]);
    }

    private static DirectionPolicy CompileDirection(RuleTable table, IReadOnlyList<PolicyPack> packs, ScanDirection direction)
    {
        var actions = new RuleAction[table.Entries.Length];
        var recognised = default(EntitySet);
        for (var index = 0; index < actions.Length; index++)
        {
            var entry = table.Entries[index];
            if (entry.Directions.Contains(direction))
            {
                actions[index] = packs.Select(pack => ActionOf(entry, pack, direction)).DefaultIfEmpty().Max();
            }

            if (index >= table.RuleCount && index < table.YaraStart && actions[index] != RuleAction.None)
            {
                recognised = recognised.Union(EntitySet.Of((EntityType)(index - table.RuleCount)));
            }
        }

        var patterns = table.Patterns;
        var active = Array.ConvertAll(patterns, pattern => actions[pattern.Rule] != RuleAction.None);
        return new DirectionPolicy(
            actions,
            [.. ThreatCategories.All.Select(category => packs.Select(pack => pack.ThresholdFor(category)).DefaultIfEmpty(0.5).Min())],
            active,
            [.. active.Select((isActive, index) => isActive && patterns[index].View == TextView.Raw)],
            [.. active.Select((isActive, index) => isActive && patterns[index].View == TextView.Normalised)],
            recognised,
            active.Contains(true),
            actions.AsSpan(table.YaraStart).ContainsAnyExcept(RuleAction.None));
    }

    // A rule's own action holds where the pack acts on it without naming it.
    private static RuleAction ActionOf(RuleEntry entry, PolicyPack pack, ScanDirection direction)
    {
        var action = pack.ActionFor(entry.Id, entry.Category, direction);
        return action == RuleAction.None || entry.OwnAction is not { } own || pack.Names(entry.Id, direction) ? action : own;
    }
}
