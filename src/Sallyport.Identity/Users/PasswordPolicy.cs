using System.Collections.Frozen;
using System.Text;
using Microsoft.Extensions.Options;
using Sallyport.Core.Access;

namespace Sallyport.Identity.Users;

/// <summary>
/// Which passwords are good enough: length, not known, not the user's or the product's name, not a run of keys (NIST SP 800-63B-4
/// §3.1.1.2, July 2025). Rules on kinds of characters are an operator's choice.
/// </summary>
public sealed class PasswordPolicy(IOptions<PasswordOptions> options)
{
    /// <summary>The most characters; more would only cost time.</summary>
    public const int MaxLength = 128;

    /// <summary>The fewest characters that any setting allows.</summary>
    public const int LeastMinLength = 8;

    private const string ProductName = "sallyport";
    private const int ShortestName = 3;
    private const int FewestChosen = 7;

    private static readonly Lazy<FrozenSet<string>> Common = new(ReadCommon);

    /// <summary>The fewest characters of a password of somebody whose permissions reach that far.</summary>
    public int MinLengthFor(PermissionReach reach) =>
        reach == PermissionReach.Administer ? Math.Max(options.Value.MinLength, options.Value.AdminMinLength) : options.Value.MinLength;

    /// <summary>What is wrong with the password, as a sentence, or null. Fails closed: a list that cannot be read is a fault.</summary>
    public string? FindFault(string password, string userName, PermissionReach reach)
    {
        // Ill-formed UTF-16 can be neither normalised nor hashed without loss.
        if (!IsWellFormed(password))
        {
            return "The password holds a broken character.";
        }

        var normal = Normalize(password);
        var least = MinLengthFor(reach);
        if (normal.Length < least || normal.Length > MaxLength)
        {
            return $"The password must have {least} to {MaxLength} characters.";
        }

        if (PasswordShape.CountKinds(normal) < options.Value.RequiredKinds)
        {
            return $"The password must hold {options.Value.RequiredKinds} of lower case letters, upper case letters, digits and other characters.";
        }

        var lower = normal.ToLowerInvariant();
        return FindName(lower, userName) ?? FindKnown(normal, lower);
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

    private static string? FindName(string lower, string userName)
    {
        var local = userName.Split('@')[0].ToLowerInvariant();
        if (local.Length >= ShortestName && lower.Contains(local, StringComparison.Ordinal))
        {
            return "The password must not hold the user name.";
        }

        return lower.Contains(ProductName, StringComparison.Ordinal) ? $"The password must not hold '{ProductName}'." : null;
    }

    private string? FindKnown(string password, string lower)
    {
        if (Common.Value.Contains(lower) || lower.Distinct().Count() < 4)
        {
            return "The password is too common or too simple; choose another.";
        }

        if (PasswordShape.CountChosen(lower) < FewestChosen)
        {
            return "The password repeats itself or follows the keyboard or the alphabet; choose another.";
        }

        if (options.Value.BreachListFile is not { Length: > 0 } path)
        {
            return null;
        }

        try
        {
            return BreachList.Contains(path, password) ? "The password is known from a breach elsewhere; choose another." : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return "The list of breached passwords cannot be read, so that no password can be accepted; tell the operator (Passwords:BreachListFile).";
        }
    }

    private static FrozenSet<string> ReadCommon()
    {
        using var stream = typeof(PasswordPolicy).Assembly.GetManifestResourceStream("common-passwords.txt")
            ?? throw new InvalidOperationException("The list of common passwords is not part of this build.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToFrozenSet(StringComparer.Ordinal);
    }
}
