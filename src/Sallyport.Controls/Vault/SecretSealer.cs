using System.Security.Cryptography;
using Sallyport.Core.Secrets;

namespace Sallyport.Controls.Vault;

/// <summary>Seals the secrets of other parts with the vault's master key.</summary>
internal sealed class SecretSealer(MasterKey master) : ISecretSealer
{
    /// <inheritdoc />
    public SealedSecret Seal(string record, ReadOnlySpan<byte> secret) => new(master.Id, Envelope.Seal(master, record, secret));

    /// <inheritdoc />
    public byte[] Open(string record, SealedSecret secret) => secret.KeyId == master.Id
        ? Envelope.Open(master, record, secret.Envelope)
        : throw new CryptographicException($"The record '{record}' was sealed under the master key {secret.KeyId}, but the {master} is loaded; restore that key.");
}
