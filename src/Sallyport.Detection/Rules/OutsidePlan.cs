namespace Sallyport.Detection.Rules;

/// <summary>Joins the outside checks of several packs: one question for each detector and direction, however many packs ask it.</summary>
internal static class OutsidePlan
{
    /// <summary>The joined checks, each with one direction. The strictest of every member wins, as everywhere where packs meet.</summary>
    internal static IReadOnlyList<OutsideCheck> Of(IReadOnlyList<PolicyPack> packs) =>
    [
        .. packs.SelectMany(pack => pack.Outside.SelectMany(check => check.On.Where(pack.AppliesTo).Select(direction => check with { On = [direction] })))
            .GroupBy(check => (check.Detector, Direction: check.On[0]))
            .Select(group => group.Aggregate(Join)),
    ];

    private static OutsideCheck Join(OutsideCheck one, OutsideCheck other) => one with
    {
        Action = one.Action > other.Action ? one.Action : other.Action,
        Threshold = Math.Min(one.Threshold, other.Threshold),
        Between = one.Between is { } first && other.Between is { } second ? [Math.Min(first[0], second[0]), Math.Max(first[1], second[1])] : null,
        FailOpen = one.FailOpen && other.FailOpen,
        Unmasked = one.Unmasked && other.Unmasked,
    };
}
