using System.IO.Enumeration;

namespace Sallyport.Core.Access;

/// <summary>Names of models in grants and in the scopes of keys: whole names in which <c>*</c> stands for any characters and <c>?</c> for one.</summary>
public static class ModelPattern
{
    /// <summary>The longest pattern.</summary>
    public const int MaxLength = 128;

    /// <summary>Whether a text can be a pattern. A backslash would escape, which no model's name needs.</summary>
    public static bool IsValid(string? text) =>
        text is { Length: >= 1 and <= MaxLength } && !text.Contains('\\', StringComparison.Ordinal) && !text.Any(sign => char.IsControl(sign) || char.IsWhiteSpace(sign));

    /// <summary>The first pattern that the model matches, or null.</summary>
    public static string? FindMatch(IReadOnlyList<string> patterns, string model, bool ignoreCase)
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
