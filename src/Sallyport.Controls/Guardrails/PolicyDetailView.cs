using System.Text.Json;

namespace Sallyport.Controls.Guardrails;

/// <summary>A policy with its rules.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Rules">Every rule it acts on, and all that it brings along.</param>
/// <param name="Document">The policy as it was written; of a built-in pack what one of your own would say.</param>
public sealed record PolicyDetailView(PolicyView Policy, IReadOnlyList<PolicyRuleView> Rules, JsonElement Document);
