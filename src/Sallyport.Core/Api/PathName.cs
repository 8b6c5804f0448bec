using System.Text.RegularExpressions;

namespace Sallyport.Core.Api;

/// <summary>Names that stand as one segment in paths: of proxies, and of policies in the management API.</summary>
public static partial class PathName
{
    /// <summary>What a name must be, for people.</summary>
    public const string Rule = "1 to 63 characters: lower-case letters, digits, '-', '_' and '.', beginning with a letter or digit.";

    /// <summary>Whether the name can stand there without being escaped.</summary>
    public static bool IsValid(string? name) => name is not null && Form().IsMatch(name);

    [GeneratedRegex("^[a-z0-9][a-z0-9-_.]{0,62}\\z", RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
