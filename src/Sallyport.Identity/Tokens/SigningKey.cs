using Sallyport.Core.Secrets;

namespace Sallyport.Identity.Tokens;

/// <summary>A signing key as stored: the public part open, the private one sealed.</summary>
/// <param name="Id">Its <c>kid</c>.</param>
/// <param name="Algorithm">The one algorithm it is used with.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo.</param>
/// <param name="Private">PKCS #8, sealed with the master key.</param>
/// <param name="CreatedAt">When it was made; it is published from then on.</param>
/// <param name="SignsFrom">When it begins to sign. It ends when the next one begins.</param>
public sealed record SigningKey(string Id, TokenAlgorithm Algorithm, byte[] PublicKey, SealedSecret Private, DateTimeOffset CreatedAt, DateTimeOffset SignsFrom)
{
    /// <summary>Names the key without its parts.</summary>
    public override string ToString() => $"signing key {Id}";
}
