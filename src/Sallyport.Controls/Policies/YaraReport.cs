namespace Sallyport.Controls.Policies;

/// <summary>What came of reading a YARA file, and of trying it.</summary>
/// <param name="IsValid">Whether it can be kept as it is.</param>
/// <param name="Rules">What its rules mean to the gateway; private ones are left out.</param>
/// <param name="Faults">Every fault.</param>
/// <param name="Matches">What was found in the sample, at most 200 matches.</param>
/// <param name="IsPartial">Whether a limit cut the search of the sample short.</param>
public sealed record YaraReport(
    bool IsValid, IReadOnlyList<YaraRuleView> Rules, IReadOnlyList<YaraFaultView> Faults, IReadOnlyList<YaraMatchView> Matches, bool IsPartial);
