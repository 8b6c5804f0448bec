using System.Text.RegularExpressions;

namespace Sallyport.Identity.Users;

/// <summary>Which sign-in names and e-mail addresses are taken.</summary>
internal static partial class UserNames
{
    // The longest address that fits into SMTP's path (RFC 5321 §4.5.3.1.3, October 2008).
    internal const int MaxEmailLength = 254;

    internal const string Rule = "1 to 64 characters: letters, digits, '.', '_', '@', '+' and '-', beginning with a letter or digit.";

    internal const string EmailRule = "An e-mail address of at most 254 characters, such as name@example.org, or nothing.";

    internal static string Normalize(string? name) => name?.Trim().ToLowerInvariant() ?? "";

    internal static bool IsValid(string name) => Name().IsMatch(name);

    internal static bool IsEmail(string? text)
    {
        var email = text?.Trim() ?? "";
        return email.Length == 0 || (email.Length <= MaxEmailLength && Email().IsMatch(email));
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9._@+-]{0,63}\\z", RegexOptions.NonBacktracking)]
    private static partial Regex Name();

    // Whether mail arrives is only known by sending one; this finds what was typed into the wrong field.
    [GeneratedRegex("^[^@\\s\\p{Cc}]+@[^@\\s\\p{Cc}]+\\z", RegexOptions.NonBacktracking)]
    private static partial Regex Email();
}
