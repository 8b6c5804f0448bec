namespace Sallyport.Controls.Policies;

/// <summary>What the guards in force were made of.</summary>
/// <param name="CompiledAt">When.</param>
/// <param name="SharedRules">Rules that all policies share.</param>
/// <param name="SharedPatterns">Their patterns.</param>
/// <param name="YaraRules">YARA rules of the rules folder.</param>
/// <param name="Guards">Each proxy's guard.</param>
/// <param name="Faults">Why stored policies are not in force, by name; empty when all are.</param>
public sealed record CompiledView(
    DateTimeOffset CompiledAt, int SharedRules, int SharedPatterns, int YaraRules, IReadOnlyList<CompiledGuardView> Guards, IReadOnlyDictionary<string, string> Faults);
