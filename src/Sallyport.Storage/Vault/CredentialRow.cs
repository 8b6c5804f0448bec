namespace Sallyport.Storage.Vault;

/// <summary>A row of <c>credential</c>: ciphertext.</summary>
internal sealed class CredentialRow
{
    public required string Id { get; init; }

    public required string KeyId { get; init; }

    public required byte[] Envelope { get; init; }

    public required string LastFour { get; init; }

    public required long UpdatedAt { get; init; }
}
