namespace Sallyport.Detection.Yara;

/// <summary>What a scan found.</summary>
/// <param name="Matches">The rules that hold, in order of loading, without private ones.</param>
/// <param name="IsPartial">True when a limit on work or matches cut the scan short.</param>
public sealed record YaraScanResult(IReadOnlyList<YaraRuleMatch> Matches, bool IsPartial)
{
    /// <summary>Nothing found, everything looked at.</summary>
    public static YaraScanResult Clean { get; } = new([], false);
}
