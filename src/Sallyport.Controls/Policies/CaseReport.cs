namespace Sallyport.Controls.Policies;

/// <summary>How a policy's cases came out.</summary>
/// <param name="Policy">The policy's name.</param>
/// <param name="Passed">Cases that came out as expected.</param>
/// <param name="Failed">Cases that did not.</param>
/// <param name="Results">Each case, in the order of the document.</param>
public sealed record CaseReport(string Policy, int Passed, int Failed, IReadOnlyList<CaseResult> Results);
