using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Guardrails;

/// <summary>What guards one proxy: its compiled policy, or why there is none.</summary>
/// <param name="Policy">The union of the proxy's policies, or null.</param>
/// <param name="Fault">Why there is none; such a proxy refuses everything.</param>
public sealed record ProxyGuard(CompiledPolicy? Policy, string? Fault);
