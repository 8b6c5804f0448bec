using Sallyport.Detection;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Guardrails;

/// <summary>What guards one proxy: its compiled policy with the engine that runs it, or why there is none.</summary>
/// <param name="Policy">The union of the proxy's policies, or null.</param>
/// <param name="Fault">Why there is none; such a proxy refuses everything.</param>
/// <param name="Engine">The engine that made the policy. Policies that bring rules of their own have one that others do not pay for.</param>
public sealed record ProxyGuard(CompiledPolicy? Policy, string? Fault, DetectionEngine Engine);
