using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Guardrails;

/// <summary>What guards one proxy: its compiled policy, or why there is none.</summary>
/// <param name="Policy">The union of the proxy's policies, or null. Of those in shadow mode or rolled out in stages nothing is in it.</param>
/// <param name="Fault">Why there is none; such a proxy refuses everything.</param>
public sealed record ProxyGuard(CompiledPolicy? Policy, string? Fault)
{
    /// <summary>The treatments, where not every exchange gets the same or a policy judges without acting; else null.</summary>
    public TreatmentTable? Treatments { get; init; }
}
