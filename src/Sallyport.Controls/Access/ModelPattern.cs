using System.IO.Enumeration;

namespace Sallyport.Controls.Access;

/// <summary>Names of models in grants: whole names in which <c>*</c> stands for any characters and <c>?</c> for one.</summary>
internal static class ModelPattern
{
    internal const int MaxLength = 128;

    /// <summary>Whether a text can be a pattern. A backslash would escape, which no model's name needs.</summary>
    internal static bool IsValid(string? text) =>
        text is { Length: >= 1 and <= MaxLength } && !text.Contains('\\', StringComparison.Ordinal) && !text.Any(sign => char.IsControl(sign) || char.IsWhiteSpace(sign));

    /// <summary>The first pattern that the model matches, or null.</summary>
    internal static string? FindMatch(IReadOnlyList<string> patterns, string model, bool ignoreCase)
    {
        for (var i = 0; i < patterns.Count; i++)
        {
            if (FileSystemName.MatchesSimpleExpression(patterns[i], model, ignoreCase))
            {
                return patterns[i];
            }
        }

        return null;
    }
}
