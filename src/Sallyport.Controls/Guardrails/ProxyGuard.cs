using Sallyport.Detection;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Guardrails;

/// <summary>What guards one proxy: its compiled policy with the engine that runs it, or why there is none.</summary>
/// <param name="Policy">The union of the proxy's policies, or null. Of those in shadow mode or rolled out in stages nothing is in it.</param>
/// <param name="Fault">Why there is none; such a proxy refuses everything.</param>
/// <param name="Engine">The engine of every policy that acts. Policies that bring rules of their own have one that others do not pay for.</param>
public sealed record ProxyGuard(CompiledPolicy? Policy, string? Fault, DetectionEngine Engine)
{
    /// <summary>The treatments, where not every exchange gets the same or a policy judges without acting; else null.</summary>
    public TreatmentTable? Treatments { get; init; }

    /// <summary>The engine of every policy that judges without acting: rules on trial cost the judging of those in force nothing.</summary>
    public DetectionEngine ShadowEngine { get; init; } = Engine;
}
