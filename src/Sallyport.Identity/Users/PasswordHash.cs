using System.Globalization;
using Sallyport.Identity.Users.Argon2;

namespace Sallyport.Identity.Users;

/// <summary>A stored password hash in PHC string form: <c>$argon2id$v=19$m=19456,t=2,p=1$salt$hash</c>, Base64 without padding.</summary>
internal sealed record PasswordHash(Argon2Parameters Parameters, byte[] Salt, byte[] Tag)
{
    private const string Prefix = "$argon2id$v=19$";

    /// <summary>Reads one; null where it is malformed or asks for more work than a sign-in may cost.</summary>
    internal static PasswordHash? Parse(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var parts = text[Prefix.Length..].Split('$');
        if (parts.Length != 3 || ParseParameters(parts[0]) is not { IsBearable: true } parameters)
        {
            return null;
        }

        return FromBase64(parts[1]) is { Length: >= 8 and <= 64 } salt && FromBase64(parts[2]) is { Length: >= 16 and <= 64 } tag
            ? new PasswordHash(parameters, salt, tag)
            : null;
    }

    /// <summary>The PHC string.</summary>
    internal string ToPhc() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Prefix}m={Parameters.MemoryKib},t={Parameters.Passes},p={Parameters.Lanes}${ToBase64(Salt)}${ToBase64(Tag)}");

    /// <summary>Does not show the hash.</summary>
    public override string ToString() => "password hash";

    private static Argon2Parameters? ParseParameters(string text)
    {
        var parts = text.Split(',');
        return parts.Length == 3
            && ParseNumber(parts[0], "m=") is { } memory
            && ParseNumber(parts[1], "t=") is { } passes
            && ParseNumber(parts[2], "p=") is { } lanes
            ? new Argon2Parameters(memory, passes, lanes)
            : null;
    }

    private static int? ParseNumber(string text, string name) =>
        text.StartsWith(name, StringComparison.Ordinal)
        && int.TryParse(text.AsSpan(name.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static string ToBase64(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private static byte[]? FromBase64(string text)
    {
        var buffer = new byte[(text.Length * 3 / 4) + 3];
        var padded = text + new string('=', (4 - (text.Length % 4)) % 4);
        return Convert.TryFromBase64String(padded, buffer, out var written) ? buffer[..written] : null;
    }
}
