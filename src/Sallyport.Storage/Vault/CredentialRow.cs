using Sallyport.Core.Proxies;

namespace Sallyport.Storage.Vault;

/// <summary>A row of <c>credential</c>: ciphertext.</summary>
internal sealed class CredentialRow
{
    /// <summary>Writes one; in the transaction of what it belongs to.</summary>
    internal const string Upsert = """
        INSERT INTO credential (id, key_id, envelope, last_four, updated_at) VALUES (@Id, @KeyId, @Envelope, @LastFour, @UpdatedAt)
        ON CONFLICT (id) DO UPDATE SET key_id = excluded.key_id, envelope = excluded.envelope, last_four = excluded.last_four,
          updated_at = excluded.updated_at
        """;

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
