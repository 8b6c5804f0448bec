using Sallyport.Core.Api;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Policies;

/// <summary>How a change of a policy ended.</summary>
/// <param name="Pack">The policy in force now; null when it was refused.</param>
/// <param name="Notes">What could not be taken over of another product's form.</param>
/// <param name="Problem">Why it was refused; null when it was not.</param>
public sealed record PolicySaved(PolicyPack? Pack, IReadOnlyList<string> Notes, ApiProblem? Problem);
