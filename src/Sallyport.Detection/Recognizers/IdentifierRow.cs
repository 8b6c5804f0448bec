using System.Text.RegularExpressions;

namespace Sallyport.Detection.Recognizers;

/// <summary>One type of identifier: the words that announce it and the form of the value.</summary>
/// <param name="Type">The type.</param>
/// <param name="Score">How sure a match is, 0 to 1.</param>
/// <param name="Words">Words of which one must stand shortly before the value, in lower case, separated by <c>|</c>.</param>
/// <param name="Shapes">Forms of the value, separated by <c>|</c>; see <see cref="IdentifierShape"/>. Empty when there is an expression.</param>
/// <param name="Check">What the value must pass; null when its form says enough.</param>
/// <param name="Expression">The form of a value that is no run of letters and digits, such as a date.</param>
internal sealed record IdentifierRow(EntityType Type, double Score, string Words, string Shapes, IdentifierCheck? Check = null, Regex? Expression = null)
{
    /// <summary>The words one by one.</summary>
    public string[] AllWords { get; } = Words.Split('|');

    /// <summary>The forms one by one, the longer first.</summary>
    public IdentifierShape[] AllShapes { get; } = [.. Shapes.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(IdentifierShape.Parse)];
}
