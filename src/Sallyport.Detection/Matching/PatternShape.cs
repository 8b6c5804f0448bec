namespace Sallyport.Detection.Matching;

/// <summary>What the analyser knows about a pattern: enough to run its expression only where it can match.</summary>
/// <param name="Pattern">The expression with open white-space quantifiers bounded.</param>
/// <param name="MaxLength">Longest match in UTF-16 units.</param>
/// <param name="Margin">Characters beyond a match that anchors and look-arounds may want to see.</param>
/// <param name="Literals">Lower-cased strings of which every match holds at least one.</param>
internal sealed record PatternShape(string Pattern, int MaxLength, int Margin, IReadOnlyList<string> Literals)
{
    /// <summary>Lower-cased strings with one of which every match begins; empty when none are known.</summary>
    public IReadOnlyList<string> Openings { get; init; } = [];

    /// <summary>Whether a match may ask for something behind it.</summary>
    public bool LooksAhead => Pattern.Contains("(?=", StringComparison.Ordinal);

    /// <summary>Lower-cased strings of which every match holds one as well, chosen where the literals are common; empty when there are none.</summary>
    public IReadOnlyList<string> Partner { get; init; } = [];

    /// <summary>Whether every match starts at the edge of a word.</summary>
    public bool StartsWord { get; init; }

    /// <summary>Whether every match begins with one of <see cref="Literals"/> at the edge of a word: a literal inside a word ("hang" in
    /// "change") then says nothing.</summary>
    public bool LiteralsStartWords =>
        StartsWord && Openings.Count > 0 && Openings.All(opening => char.IsAsciiLetterOrDigit(opening[0]) && Literals.Any(literal => opening.StartsWith(literal, StringComparison.Ordinal)));
}
