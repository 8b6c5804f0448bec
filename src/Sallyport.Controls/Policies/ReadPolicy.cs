using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Policies;

/// <summary>A policy document that was read.</summary>
/// <param name="Pack">What it says; null when it is faulty.</param>
/// <param name="Json">Its text in our form: as it was sent, or as it was made of another product's form.</param>
/// <param name="Faults">What is wrong.</param>
/// <param name="Notes">What could not be taken over of another product's form; empty for our own.</param>
public sealed record ReadPolicy(PolicyPack? Pack, string Json, IReadOnlyList<string> Faults, IReadOnlyList<string> Notes);
