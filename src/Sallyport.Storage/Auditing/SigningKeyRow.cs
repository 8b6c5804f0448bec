using Sallyport.Controls.Audit.Signing;
using Sallyport.Core.Secrets;

namespace Sallyport.Storage.Auditing;

/// <summary>A row of <c>audit_key</c>.</summary>
internal sealed class SigningKeyRow
{
    public required string Id { get; init; }

    public required string PublicKey { get; init; }

    public required string MasterKeyId { get; init; }

    public required byte[] Envelope { get; init; }

    public required long CreatedAt { get; init; }

    public long? RetiredAt { get; init; }

    /// <summary>As stored.</summary>
    public static SigningKeyRow From(AuditSigningKey key) => new()
    {
        Id = key.Id,
        PublicKey = key.PublicKey,
        MasterKeyId = key.Secret.KeyId,
        Envelope = key.Secret.Envelope,
        CreatedAt = StoredTime.ToMicroseconds(key.CreatedAt),
        RetiredAt = StoredTime.ToMicroseconds(key.RetiredAt),
    };

    /// <summary>The key.</summary>
    public AuditSigningKey ToKey() => new(
        Id, PublicKey, new SealedSecret(MasterKeyId, Envelope), StoredTime.FromMicroseconds(CreatedAt), StoredTime.FromMicroseconds(RetiredAt));
}
