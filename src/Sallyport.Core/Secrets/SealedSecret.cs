namespace Sallyport.Core.Secrets;

/// <summary>A secret as stored.</summary>
/// <param name="KeyId">Which master key wraps the data key.</param>
/// <param name="Envelope">Version, wrapped data key, nonces, ciphertext and tags.</param>
public sealed record SealedSecret(string KeyId, byte[] Envelope)
{
    /// <summary>Names the key without the secret.</summary>
    public override string ToString() => $"secret under master key {KeyId}";
}
