using Sallyport.Detection;

namespace Sallyport.Controls.Policies;

/// <summary>How one case of a policy came out.</summary>
/// <param name="Name">The case.</param>
/// <param name="Text">Its text, at most 500 characters of it.</param>
/// <param name="Direction">Whose words.</param>
/// <param name="Expected">What its author expects.</param>
/// <param name="Got">What the policy does.</param>
/// <param name="Rules">The rules that the policy acts on.</param>
/// <param name="IsPassed">Whether it came out as expected.</param>
/// <param name="Reason">Why it did not; null where it did.</param>
public sealed record CaseResult(
    string Name, string Text, ScanDirection Direction, AnalyzeVerdict Expected, AnalyzeVerdict Got, IReadOnlyList<string> Rules, bool IsPassed, string? Reason);
