using System.Security.Cryptography;
using Sallyport.Core.Secrets;

namespace Sallyport.Tests.Fakes;

/// <summary>Seals nothing, and opens only what belongs to the record.</summary>
public sealed class PlainSealer : ISecretSealer
{
    public string KeyId { get; set; } = "plain";

    public SealedSecret Seal(string record, ReadOnlySpan<byte> secret) => new($"{KeyId} {record}", secret.ToArray());

    public byte[] Open(string record, SealedSecret secret) =>
        secret.KeyId == $"{KeyId} {record}" ? [.. secret.Envelope] : throw new CryptographicException("another key");
}
