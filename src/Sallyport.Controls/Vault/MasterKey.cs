using System.Security.Cryptography;

namespace Sallyport.Controls.Vault;

/// <summary>The key that wraps every record's data key. Never leaves this class; its text form is its id.</summary>
public sealed class MasterKey
{
    /// <summary>AES-256.</summary>
    internal const int Length = 32;

    private const int FewestDistinctBytes = 12;

    private readonly byte[] _key;

    private MasterKey(byte[] key)
    {
        _key = key;

        // Hashed with a context, so that the id is of no use anywhere else the key's plain hash might appear.
        Id = Convert.ToHexStringLower(SHA256.HashData([.. "sallyport master key id v1"u8, .. key]).AsSpan(0, 8));
    }

    /// <summary>Tells keys apart: the first 8 bytes of a SHA-256, hexadecimal. Stored beside every sealed record.</summary>
    public string Id { get; }

    /// <summary>The key's id.</summary>
    public override string ToString() => $"master key {Id}";

    internal static MasterKey Create() => new(RandomNumberGenerator.GetBytes(Length));

    /// <summary>Reads a key that has no fault.</summary>
    /// <exception cref="FormatException">It has one.</exception>
    internal static MasterKey Parse(string base64) =>
        FindFault(base64) is { } fault ? throw new FormatException($"The master key cannot be used: {fault}") : new MasterKey(Convert.FromBase64String(base64.Trim()));

    /// <summary>What is wrong with a key in text form, or null. Never repeats the key.</summary>
    internal static string? FindFault(string base64)
    {
        var key = new byte[base64.Length];
        try
        {
            if (!Convert.TryFromBase64String(base64.Trim(), key, out var length))
            {
                return "It is not Base64; make one with 'openssl rand -base64 32'.";
            }

            if (length != Length)
            {
                return $"It has {length} bytes and must have {Length}; make one with 'openssl rand -base64 32'.";
            }

            // 32 random bytes have fewer than 12 distinct values with a probability below 10^-20; typed or repeated ones often do.
            return key.AsSpan(0, length).ToArray().Distinct().Count() < FewestDistinctBytes
                ? "It is not random; make one with 'openssl rand -base64 32'."
                : null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>A key for one purpose (HKDF-SHA256), from which nothing leads back to this one.</summary>
    internal byte[] Derive(ReadOnlySpan<byte> purpose)
    {
        var derived = new byte[Length];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, derived, salt: [], purpose);
        return derived;
    }

    internal AesGcm OpenCipher() => new(_key, SealedForm.TagBytes);

    internal string ToBase64() => Convert.ToBase64String(_key);
}
