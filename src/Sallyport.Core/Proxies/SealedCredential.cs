namespace Sallyport.Core.Proxies;

/// <summary>A credential as stored: sealed, with what may be shown of it.</summary>
/// <param name="Id">Record id; also the associated data of the seal, so that ciphertexts cannot be swapped between records.</param>
/// <param name="KeyId">Which master key wraps the data key.</param>
/// <param name="Envelope">Version, wrapped data key, nonces, ciphertext and tags.</param>
/// <param name="LastFour">The last four characters, for recognition; empty for secrets shorter than 12.</param>
/// <param name="UpdatedAt">When the secret was last set.</param>
public sealed record SealedCredential(string Id, string KeyId, byte[] Envelope, string LastFour, DateTimeOffset UpdatedAt);
