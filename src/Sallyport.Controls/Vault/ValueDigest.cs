using System.Security.Cryptography;
using System.Text;
using Sallyport.Detection.Masking;

namespace Sallyport.Controls.Vault;

/// <summary>
/// Hashes masked values with HMAC-SHA256 (RFC 2104) under a key derived from the master key (HKDF, RFC 5869), so that the hash of a value is
/// the same on every replica and after every restart, another in every installation, and known to nobody without the key.
/// </summary>
/// <remarks>
/// The threat is guessing: all telephone numbers of a country are hashed in seconds, which is why a hash without a key hides nothing. What
/// the key does not hide: equal values have equal hashes, and a caller whose policy hashes may have a guess hashed by sending it.
/// A new master key gives new hashes.
/// </remarks>
public sealed class ValueDigest : IValueDigest
{
    // Sixteen consonants, four bits each: no hash looks like a number, an identifier or a word.
    private const string Letters = "bcdfghjklmnpqrst";
    private const int Bytes = 8;

    private readonly byte[] _key;

    /// <summary>Derives the key.</summary>
    public ValueDigest(MasterKey master)
    {
        ArgumentNullException.ThrowIfNull(master);
        _key = master.Derive("sallyport masking hash v1"u8);
    }

    /// <inheritdoc />
    public string Of(string entityType, ReadOnlySpan<char> value)
    {
        var hash = HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{entityType}\n{Plain(entityType, value)}"));
        return string.Create(2 * Bytes, hash, static (letters, hash) =>
        {
            for (var index = 0; index < letters.Length; index++)
            {
                letters[index] = Letters[index % 2 == 0 ? hash[index / 2] >> 4 : hash[index / 2] & 0xf];
            }
        });
    }

    /// <summary>A card number with spaces is the same as one without, and an address in capitals the same as in small letters.</summary>
    private static string Plain(string entityType, ReadOnlySpan<char> value) => entityType switch
    {
        "EMAIL" or "IP_ADDRESS" or "ETHEREUM_ADDRESS" => value.ToString().ToLowerInvariant(),
        "API_KEY" or "PRIVATE_KEY" or "BITCOIN_ADDRESS" or "GEO_COORDINATES" or "STREET_ADDRESS" or "DATE_OF_BIRTH" => value.ToString(),
        _ => string.Concat(value.ToString().Where(char.IsLetterOrDigit)).ToUpperInvariant(),
    };
}
