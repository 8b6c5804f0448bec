using Sallyport.Core.Secrets;

namespace Sallyport.Controls.Audit.Signing;

/// <summary>A key that signs the trail, as stored.</summary>
/// <param name="Id">The first 16 bytes of the SHA-256 of its public half (SubjectPublicKeyInfo), hexadecimal.</param>
/// <param name="PublicKey">The public half, PEM.</param>
/// <param name="Secret">The private half, sealed with the master key.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="RetiredAt">Since when it signs no more, or null.</param>
public sealed record AuditSigningKey(string Id, string PublicKey, SealedSecret Secret, DateTimeOffset CreatedAt, DateTimeOffset? RetiredAt)
{
    /// <summary>Names the key without its secret.</summary>
    public override string ToString() => $"audit key {Id}";
}
