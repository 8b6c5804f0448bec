namespace Sallyport.Controls.Guardrails;

/// <summary>A policy with its rules.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Rules">Every rule it acts on.</param>
public sealed record PolicyDetailView(PolicyView Policy, IReadOnlyList<PolicyRuleView> Rules);
