namespace Sallyport.Detection.Rules;

/// <summary>Lays a pack over the one that it extends: as if the other had been edited, yet later changes of the other come through.</summary>
internal static class PackOverlay
{
    /// <summary>The pack with the other's decisions wherever it has none of its own under the same key.</summary>
    public static PolicyPack Over(PolicyPack below, PolicyPack pack) => pack with
    {
        Actions = Join(below.Actions, pack.Actions),
        DirectionActions = Enum.GetValues<ScanDirection>()
            .Where(direction => below.DirectionActions.ContainsKey(direction) || pack.DirectionActions.ContainsKey(direction))
            .ToDictionary(direction => direction, direction => (IReadOnlyDictionary<string, RuleAction>)Join(Of(below, direction), Of(pack, direction))),
        Thresholds = Join(below.Thresholds, pack.Thresholds),
        Classifier = Join(below.Classifier, pack.Classifier),
        MaskingSettings = Join(below.MaskingSettings, pack.MaskingSettings),
    };

    private static IReadOnlyDictionary<string, RuleAction> Of(PolicyPack pack, ScanDirection direction) =>
        pack.DirectionActions.GetValueOrDefault(direction) ?? new Dictionary<string, RuleAction>();

    private static Dictionary<string, T> Join<T>(IReadOnlyDictionary<string, T> below, IReadOnlyDictionary<string, T> above)
    {
        var joined = new Dictionary<string, T>(below, StringComparer.Ordinal);
        foreach (var (key, value) in above)
        {
            joined[key] = value;
        }

        return joined;
    }
}
