namespace Sallyport.Detection;

/// <summary>A text in one of the forms that the engine looks at, for showing to people.</summary>
/// <param name="View"><c>normalised</c>, or what it was written in, such as <c>base64</c>, <c>escape</c> or <c>rot13</c>.</param>
/// <param name="Text">The text in that form.</param>
/// <param name="Start">Where it stands in the given text: first UTF-16 unit.</param>
/// <param name="End">One past the last.</param>
/// <param name="Depth">How many encodings were taken off; 0 for the normalised form of the whole.</param>
/// <param name="Origins">For each character where it came from in the given text; empty when every offset is its own origin, or in decoded text.</param>
public sealed record ViewedText(string View, string Text, int Start, int End, int Depth, IReadOnlyList<int> Origins)
{
    /// <summary>Findings of the given text with their places in this form; for the normalised form of the whole.</summary>
    public IReadOnlyList<Finding> Project(IReadOnlyList<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        return [.. findings.Select(finding => finding with { Start = PlaceOf(finding.Start), End = PlaceOf(finding.End) })];
    }

    private int PlaceOf(int offset)
    {
        if (Origins.Count == 0)
        {
            return offset;
        }

        var place = 0;
        while (place < Origins.Count && Origins[place] < offset)
        {
            place++;
        }

        return Math.Min(place, Text.Length);
    }
}
