using System.Security.Cryptography;
using System.Text;
using Sallyport.Controls.Vault;
using Sallyport.Core.Proxies;
using Sallyport.Tests.Fakes;
using Xunit;

namespace Sallyport.Tests.Controls.Vault;

public sealed class EnvelopeTests
{
    private const string Secret = "sk-live-0123456789abcdef";

    private static readonly Uri Target = new("https://api.example.com/base");

    private readonly MasterKey _master = MasterKey.Create();
    private readonly CredentialSealer _sealer;

    public EnvelopeTests() => _sealer = new CredentialSealer(_master, new ManualTimeProvider());

    [Fact]
    public void What_was_sealed_opens()
    {
        var record = _sealer.Seal("c1", Secret, Target);
        Assert.Equal(Secret, _sealer.Open(record).For(new UpstreamAuth { Type = UpstreamAuthType.Bearer })?.Secret);
        Assert.Equal("cdef", record.LastFour);
        Assert.DoesNotContain(Secret, Encoding.Latin1.GetString(record.Envelope), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_secret_never_seals_to_the_same_bytes() =>
        Assert.NotEqual(_sealer.Seal("c1", Secret, Target).Envelope, _sealer.Seal("c1", Secret, Target).Envelope);

    [Fact]
    public void Short_secrets_show_nothing() => Assert.Equal("", _sealer.Seal("c1", "elevenchars", Target).LastFour);

    [Fact]
    public void Any_changed_byte_is_noticed()
    {
        var record = _sealer.Seal("c1", Secret, Target);
        for (var i = 0; i < record.Envelope.Length; i++)
        {
            var changed = record.Envelope.ToArray();
            changed[i] ^= 1;
            Assert.Throws<CryptographicException>(() => _sealer.Open(record with { Envelope = changed }));
        }
    }

    [Fact]
    public void A_shortened_record_is_noticed()
    {
        var record = _sealer.Seal("c1", Secret, Target);
        for (var length = 0; length < record.Envelope.Length; length++)
        {
            Assert.ThrowsAny<CryptographicException>(() => _sealer.Open(record with { Envelope = record.Envelope[..length] }));
        }
    }

    [Fact]
    public void A_record_does_not_open_in_another_s_place()
    {
        var first = _sealer.Seal("c1", Secret, Target);
        var second = _sealer.Seal("c2", "another-secret-value", Target);
        Assert.Throws<CryptographicException>(() => _sealer.Open(first with { Envelope = second.Envelope }));
        Assert.Throws<CryptographicException>(() => _sealer.Open(first with { Id = "c2" }));
    }

    [Fact]
    public void A_wrapped_data_key_does_not_fit_another_record()
    {
        var first = _sealer.Seal("c1", Secret, Target).Envelope;
        var second = _sealer.Seal("c1", "another-secret-value", Target).Envelope;
        byte[] mixed = [.. first[..SealedForm.NonceAt], .. second[SealedForm.NonceAt..]];
        Assert.ThrowsAny<CryptographicException>(() => Envelope.Open(_master, "c1", mixed));
    }

    [Fact]
    public void Another_master_key_is_named_in_the_error()
    {
        var other = MasterKey.Create();
        var record = new CredentialSealer(other, new ManualTimeProvider()).Seal("c1", Secret, Target);
        var exception = Assert.Throws<CryptographicException>(() => _sealer.Open(record));
        Assert.Contains(other.Id, exception.Message, StringComparison.Ordinal);
        Assert.Contains(_master.Id, exception.Message, StringComparison.Ordinal);
        Assert.Throws<CryptographicException>(() => _sealer.Open(record with { KeyId = _master.Id }));
    }
}
