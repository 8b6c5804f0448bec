using System.Collections.Frozen;
using System.Text;

namespace Sallyport.Identity.Users;

/// <summary>
/// Which passwords are good enough: length, not known, not the user's name (NIST SP 800-63B-4 §3.1.1.2, July 2025: no rules on
/// kinds of characters).
/// </summary>
public static class PasswordPolicy
{
    /// <summary>The fewest characters.</summary>
    public const int MinLength = 12;

    /// <summary>The most characters; more would only cost time.</summary>
    public const int MaxLength = 128;

    private static readonly Lazy<FrozenSet<string>> Common = new(ReadCommon);

    /// <summary>What is wrong with the password, as a sentence, or null.</summary>
    public static string? FindFault(string password, string userName)
    {
        // Ill-formed UTF-16 can be neither normalised nor hashed without loss.
        if (!IsWellFormed(password))
        {
            return "The password holds a broken character.";
        }

        var normal = Normalize(password);
        if (normal.Length is < MinLength or > MaxLength)
        {
            return $"The password must have {MinLength} to {MaxLength} characters.";
        }

        if (normal.Equals(userName, StringComparison.OrdinalIgnoreCase))
        {
            return "The password must not be the user name.";
        }

        var lower = normal.ToLowerInvariant();
        return Common.Value.Contains(lower) || lower.Distinct().Count() < 4
            ? "The password is too common or too simple; choose another."
            : null;
    }

    internal static bool IsWellFormed(string password)
    {
        for (var i = 0; i < password.Length; i++)
        {
            if (!char.IsSurrogate(password[i]))
            {
                continue;
            }

            if (i + 1 >= password.Length || !char.IsSurrogatePair(password[i], password[i + 1]))
            {
                return false;
            }

            i++;
        }

        return true;
    }

    internal static string Normalize(string password) => IsWellFormed(password) ? password.Normalize(NormalizationForm.FormKC) : password;

    private static FrozenSet<string> ReadCommon()
    {
        using var stream = typeof(PasswordPolicy).Assembly.GetManifestResourceStream("common-passwords.txt")
            ?? throw new InvalidOperationException("The list of common passwords is not part of this build.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToFrozenSet(StringComparer.Ordinal);
    }
}
