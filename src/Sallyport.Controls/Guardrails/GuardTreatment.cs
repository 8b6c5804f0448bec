using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Guardrails;

/// <summary>What one exchange is judged by.</summary>
/// <param name="Enforced">The policies that act, as one.</param>
/// <param name="Shadow">Those that judge without acting, as one; null where there are none.</param>
public sealed record GuardTreatment(CompiledPolicy Enforced, CompiledPolicy? Shadow);
