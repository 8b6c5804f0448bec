using System.Security.Cryptography;
using System.Text;

namespace Sallyport.Identity.Mfa;

/// <summary>
/// Codes that stand in for a lost authenticator, once each. 80 random bits cannot be guessed, so that a fast hash is enough for the store.
/// </summary>
internal static class RecoveryCodes
{
    internal const int Count = 10;

    private const int RandomBytes = 10;
    private const int Characters = 16;
    private const int GroupLength = 4;

    internal static IReadOnlyList<string> Create() => [.. Enumerable.Range(0, Count).Select(_ => CreateOne())];

    /// <summary>SHA-256 of a code as people type it; null where it cannot be one.</summary>
    internal static byte[]? Hash(string code)
    {
        var letters = string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return letters.Length == Characters ? SHA256.HashData(Encoding.ASCII.GetBytes(letters)) : null;
    }

    private static string CreateOne()
    {
        var letters = Base32.Encode(RandomNumberGenerator.GetBytes(RandomBytes)).ToLowerInvariant();
        return string.Join('-', letters.Chunk(GroupLength).Select(group => new string(group)));
    }
}
