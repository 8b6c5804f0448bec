using System.Buffers.Text;
using System.Security.Cryptography;

namespace Sallyport.Identity.Sessions;

/// <summary>
/// The text that swaps a session's tokens: 128 random bits that all refresh tokens of a session share, and 256 that only one has. Whoever
/// shows the first part with another second part than the one in force holds a token that was spent.
/// </summary>
/// <param name="Family">The shared part.</param>
/// <param name="Secret">The part of this token.</param>
internal sealed record RefreshToken(byte[] Family, byte[] Secret)
{
    private const int FamilyBytes = 16;
    private const int SecretBytes = 32;

    /// <summary>The length of every token.</summary>
    internal const int Length = 64;

    /// <summary>SHA-256 of the token's own part, as it is stored.</summary>
    internal byte[] SecretHash => SHA256.HashData(Secret);

    /// <summary>The first of a session.</summary>
    internal static RefreshToken Create() => Of(RandomNumberGenerator.GetBytes(FamilyBytes));

    /// <summary>A new one of a session.</summary>
    internal static RefreshToken Of(byte[] family) => new(family, RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>Reads one; null where it is none.</summary>
    internal static RefreshToken? Parse(string text)
    {
        Span<byte> bytes = stackalloc byte[FamilyBytes + SecretBytes];
        return text.Length == Length && Base64Url.IsValid(text, out var length) && length == bytes.Length && Base64Url.TryDecodeFromChars(text, bytes, out _)
            ? new RefreshToken(bytes[..FamilyBytes].ToArray(), bytes[FamilyBytes..].ToArray())
            : null;
    }

    /// <summary>The text to show.</summary>
    internal string ToText() => Base64Url.EncodeToString([.. Family, .. Secret]);

    /// <summary>Does not show the token.</summary>
    public override string ToString() => "refresh token";
}
