namespace Sallyport.Detection.Yara;

/// <summary>What came of compiling: rules, or faults.</summary>
/// <param name="Rules">The rules; null when there is a fault.</param>
/// <param name="Faults">Every fault found.</param>
public sealed record YaraCompilation(YaraRuleSet? Rules, IReadOnlyList<YaraFault> Faults);
