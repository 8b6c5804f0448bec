using Sallyport.Detection.Classification;
using Sallyport.Detection.Masking;
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
        PolicyPack[] maskingPacks = [.. packs.Where(pack => pack.AppliesTo(ScanDirection.Input))];
        foreach (var name in maskingPacks.SelectMany(pack => pack.Masking))
        {
            masking = EntitySet.TryParse(name, out var type) ? masking.Union(EntitySet.Of(type)) : masking;
        }

        var directions = Enum.GetValues<ScanDirection>().Select(direction => CompileDirection(table, [.. packs.Where(pack => pack.AppliesTo(direction))], direction));
        return new CompiledPolicy([.. packs.Select(pack => pack.Name)], masking, MaskingPlan.Of(maskingPacks), packs.Count > 0 && packs.All(pack => pack.FailOpen), [.. directions])
        {
            Outside = OutsidePlan.Of(packs),
        };
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
                actions[index] = packs.Select(pack => ActionOf(table, pack, index, direction)).DefaultIfEmpty().Max();
            }

            if (index >= table.RuleCount && index < table.FirstHead && actions[index] != RuleAction.None)
            {
                recognised = recognised.Union(EntitySet.Of((EntityType)(index - table.RuleCount)));
            }
        }

        bool[] heads = [.. actions[table.FirstHead..table.YaraStart].Select(action => action != RuleAction.None)];
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
            new Lazy<HoldTable?>(() => HoldTable.Of(table, actions)),
            heads.Contains(true) ? heads : [],
            [.. ClassifierFamily.All.Select(family => packs.Select(pack => pack.SettingOf(family.Category)?.Threshold ?? ClassifierSetting.DefaultThreshold).DefaultIfEmpty(ClassifierSetting.DefaultThreshold).Min())],
            actions.AsSpan(table.YaraStart).ContainsAnyExcept(RuleAction.None));
    }

    private static RuleAction ActionOf(RuleTable table, PolicyPack pack, int index, ScanDirection direction)
    {
        var entry = table.Entries[index];
        if (entry.Owner is { } owner && owner != pack.Name && pack.Name != PolicyPack.Everything)
        {
            // "Everything" of one policy does not mean the rules that another one on the same proxy brings.
            return RuleAction.None;
        }

        if (entry.OwnAction is { } byAuthor && entry.Owner == pack.Name && !pack.Names(entry.Id, direction))
        {
            // The pack's own YARA rule says what to do with it, as its own JSON rules do.
            return byAuthor;
        }

        var action = pack.ActionFor(entry.Id, entry.Category, direction);
        if (action == RuleAction.None)
        {
            return action;
        }

        if (entry.OwnAction is { } own)
        {
            // A YARA rule's own action holds where the pack acts on it without naming it.
            return pack.Names(entry.Id, direction) ? action : own;
        }

        // A guess is weaker than a rule, so "everything" does not mean the classifier: a pack asks for it by name.
        var isHead = index >= table.FirstHead && index < table.YaraStart;
        return !isHead ? action : pack.SettingOf(entry.Category) is { } setting ? setting.Action ?? action : RuleAction.None;
    }
}
