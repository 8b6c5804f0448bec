namespace Sallyport.Detection.Matching;

/// <summary>What the analyser knows about a pattern: enough to run its expression only where it can match.</summary>
/// <param name="Pattern">The expression with open white-space quantifiers bounded.</param>
/// <param name="MaxLength">Longest match in UTF-16 units.</param>
/// <param name="Margin">Characters beyond a match that anchors and look-arounds may want to see.</param>
/// <param name="Literals">Lower-cased strings of which every match holds at least one.</param>
/// <param name="Openings">Lower-cased strings with one of which every match begins; empty when none are known.</param>
internal sealed record PatternShape(string Pattern, int MaxLength, int Margin, IReadOnlyList<string> Literals, IReadOnlyList<string> Openings);
