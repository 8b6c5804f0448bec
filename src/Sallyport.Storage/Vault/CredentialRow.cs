using Sallyport.Core.Proxies;

namespace Sallyport.Storage.Vault;

/// <summary>A row of <c>credential</c>: ciphertext.</summary>
internal sealed class CredentialRow
{
    public required string Id { get; init; }

    public required string KeyId { get; init; }

    public required byte[] Envelope { get; init; }

    public required string LastFour { get; init; }

    public required long UpdatedAt { get; init; }

    /// <summary>As stored.</summary>
    public static CredentialRow From(SealedCredential credential) => new()
    {
        Id = credential.Id,
        KeyId = credential.KeyId,
        Envelope = credential.Envelope,
        LastFour = credential.LastFour,
        UpdatedAt = StoredTime.ToMicroseconds(credential.UpdatedAt),
    };

    /// <summary>As used.</summary>
    public SealedCredential ToCredential() => new(Id, KeyId, Envelope, LastFour, StoredTime.FromMicroseconds(UpdatedAt));
}
