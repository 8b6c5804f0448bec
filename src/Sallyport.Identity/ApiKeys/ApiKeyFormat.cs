using System.Buffers.Text;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Sallyport.Identity.ApiKeys;

/// <summary>
/// The form of API keys: <c>spk_</c>, 43 characters Base64url of 32 random bytes, and 6 characters checksum (CRC-32C in base 62). The
/// prefix and checksum let secret scanners find leaked keys without false alarms, and typing errors cost no look-up.
/// </summary>
public static class ApiKeyFormat
{
    /// <summary>What every key begins with.</summary>
    public const string Prefix = "spk_";

    /// <summary>The length of every key.</summary>
    public const int Length = 53;

    /// <summary>How many characters of a key are kept for recognition.</summary>
    public const int ShownPrefixLength = 12;

    private const int ChecksumLength = 6;
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>A new key. It is shown once; only its SHA-256 is stored.</summary>
    public static string Create()
    {
        Span<byte> random = stackalloc byte[32];
        RandomNumberGenerator.Fill(random);
        Span<char> key = stackalloc char[Length];
        Prefix.CopyTo(key);
        Base64Url.EncodeToChars(random, key[Prefix.Length..]);
        WriteChecksum(key[..^ChecksumLength], key[^ChecksumLength..]);
        CryptographicOperations.ZeroMemory(random);
        return new string(key);
    }

    /// <summary>Whether the text has the form of a key and its checksum fits. Says nothing about whether the key exists.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        if (text.Length != Length || !text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        Span<char> checksum = stackalloc char[ChecksumLength];
        WriteChecksum(text[..^ChecksumLength], checksum);
        return text.EndsWith(checksum, StringComparison.Ordinal);
    }

    private static void WriteChecksum(ReadOnlySpan<char> body, Span<char> checksum)
    {
        // CRC-32C over the UTF-16 code units: the processor has an instruction for it.
        var crc = uint.MaxValue;
        foreach (var unit in MemoryMarshal.Cast<char, ushort>(body))
        {
            crc = BitOperations.Crc32C(crc, unit);
        }

        crc = ~crc;
        for (var i = checksum.Length - 1; i >= 0; i--)
        {
            (crc, var digit) = Math.DivRem(crc, 62u);
            checksum[i] = Base62[(int)digit];
        }
    }
}
