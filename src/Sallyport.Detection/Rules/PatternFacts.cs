namespace Sallyport.Detection.Rules;

/// <summary>What the engine knows about a pattern.</summary>
/// <param name="Kind">Why it cannot be used; none when it can.</param>
/// <param name="Detail">The same for people, with what to change; empty when it can be used.</param>
/// <param name="Literals">Words of which every match holds at least one: only where one stands the pattern is tried.</param>
/// <param name="MaxLength">Longest match in UTF-16 units; 0 when it cannot be used.</param>
/// <param name="BeginsKnown">Whether matches begin with something known, which lets streams hold back no more than they must.</param>
public sealed record PatternFacts(PatternFault Kind, string Detail, IReadOnlyList<string> Literals, int MaxLength, bool BeginsKnown);
