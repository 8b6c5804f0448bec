using System.Security.Cryptography;
using System.Text;
using Sallyport.Controls.Vault;
using Sallyport.Core.Secrets;
using Xunit;

namespace Sallyport.Tests.Controls.Vault;

public sealed class SecretSealerTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("twenty bytes secret!");

    private readonly SecretSealer _sealer = new(MasterKey.Create());

    [Fact]
    public void What_was_sealed_for_a_record_opens_for_it_and_is_not_readable()
    {
        var stored = _sealer.Seal("totp/u1", Secret);
        Assert.Equal(Secret, _sealer.Open("totp/u1", stored));
        Assert.DoesNotContain(Encoding.Latin1.GetString(Secret), Encoding.Latin1.GetString(stored.Envelope), StringComparison.Ordinal);
    }

    [Fact]
    public void It_opens_neither_for_another_record_nor_under_another_key_nor_changed()
    {
        var stored = _sealer.Seal("totp/u1", Secret);
        var changed = new SealedSecret(stored.KeyId, [.. stored.Envelope[..^1], (byte)(stored.Envelope[^1] ^ 1)]);
        Assert.ThrowsAny<CryptographicException>(() => _sealer.Open("totp/u2", stored));
        Assert.ThrowsAny<CryptographicException>(() => _sealer.Open("totp/u1", changed));
        Assert.Contains(stored.KeyId, Assert.ThrowsAny<CryptographicException>(() => new SecretSealer(MasterKey.Create()).Open("totp/u1", stored)).Message, StringComparison.Ordinal);
    }
}
