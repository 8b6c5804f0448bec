using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Outside;

/// <summary>Checks that the detectors which a policy asks exist: a policy with a mistyped name would refuse everything.</summary>
public static class OutsideReferences
{
    /// <summary>What is wrong, each with what to do.</summary>
    public static IReadOnlyList<string> FindFaults(PolicyPack pack, OutsideTable detectors)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(detectors);
        var known = detectors.All.Count == 0 ? "there are none yet" : $"there are {string.Join(", ", detectors.All.Keys.Order(StringComparer.Ordinal))}";
        return [.. pack.Outside.Select(check => check.Detector).Distinct(StringComparer.Ordinal).Where(name => detectors.Find(name) is null)
            .Select(name => $"'outside' asks the detector '{name}', which does not exist; make it first at /api/v1/outside-detectors ({known})")];
    }
}
