namespace Sallyport.Detection.Matching;

/// <summary>A literal's owner.</summary>
/// <param name="Pattern">Index of the pattern.</param>
/// <param name="Length">Length of the literal.</param>
internal readonly record struct LiteralHit(int Pattern, int Length);
