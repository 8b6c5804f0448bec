using System.Security.Cryptography;

namespace Sallyport.Core.Secrets;

/// <summary>Seals what has to be read back and must not stand in the database, with the gateway's master key.</summary>
public interface ISecretSealer
{
    /// <summary>Seals a secret for its record; it opens under the same record's name only.</summary>
    SealedSecret Seal(string record, ReadOnlySpan<byte> secret);

    /// <summary>Opens one. The caller clears the bytes after use.</summary>
    /// <exception cref="CryptographicException">It was sealed under another master key, or changed, or moved from another record.</exception>
    byte[] Open(string record, SealedSecret secret);
}
