using Sallyport.Core.Secrets;
using Sallyport.Identity.Tokens;

namespace Sallyport.Storage.Tokens;

/// <summary>A row of <c>signing_key</c>: the private part is ciphertext.</summary>
internal sealed class SigningKeyRow
{
    public required string Id { get; init; }

    public required string Algorithm { get; init; }

    public required byte[] PublicKey { get; init; }

    public required string KeyId { get; init; }

    public required byte[] Envelope { get; init; }

    public required long CreatedAt { get; init; }

    public required long SignsFrom { get; init; }

    /// <summary>As stored.</summary>
    public static SigningKeyRow From(SigningKey key) => new()
    {
        Id = key.Id,
        Algorithm = StoredNames.Of(key.Algorithm),
        PublicKey = key.PublicKey,
        KeyId = key.Private.KeyId,
        Envelope = key.Private.Envelope,
        CreatedAt = StoredTime.ToMicroseconds(key.CreatedAt),
        SignsFrom = StoredTime.ToMicroseconds(key.SignsFrom),
    };

    /// <summary>As used.</summary>
    public SigningKey ToKey() => new(
        Id,
        StoredNames.Parse<TokenAlgorithm>(Algorithm),
        PublicKey,
        new SealedSecret(KeyId, Envelope),
        StoredTime.FromMicroseconds(CreatedAt),
        StoredTime.FromMicroseconds(SignsFrom));
}
