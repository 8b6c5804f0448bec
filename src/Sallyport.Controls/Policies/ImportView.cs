using Sallyport.Controls.Guardrails;

namespace Sallyport.Controls.Policies;

/// <summary>What an import made.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Notes">What of the file could not be taken over as it was; empty when all could.</param>
public sealed record ImportView(PolicyView Policy, IReadOnlyList<string> Notes);
