using System.Security.Cryptography;
using System.Text;
using Sallyport.Controls.Audit.Days;
using Sallyport.Controls.Audit.Signing;
using Xunit;

namespace Sallyport.Tests.Controls.Audit.Signing;

public sealed class AuditPublicKeysTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 22, 0, 0, 1, TimeSpan.Zero);

    [Fact]
    public void A_days_statement_is_the_text_that_auditors_are_told_of() => Assert.Equal(
        $"sallyport audit day v1\n2026-11-21\nclosed\n1\n4711\n{new string('0', 64)}\n{new string('9', 64)}\n1795305601000\n",
        Encoding.UTF8.GetString(Day().Statement(At)));

    [Fact]
    public void A_signature_is_accepted_for_its_own_statement_and_key_only()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var keys = Parse(key.ExportSubjectPublicKeyInfoPem() + "\n" + other.ExportSubjectPublicKeyInfoPem());
        var statement = Day().Statement(At);
        var signature = new AuditSignature(
            AuditPublicKeys.IdOf(key.ExportSubjectPublicKeyInfo()), At, Convert.ToBase64String(key.SignData(statement, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)));

        Assert.Equal(2, keys.Ids.Count);
        Assert.True(keys.Verify(signature, statement));
        Assert.False(keys.Verify(signature, (Day() with { Last = 4712 }).Statement(At)));
        Assert.False(keys.Verify(signature with { KeyId = AuditPublicKeys.IdOf(other.ExportSubjectPublicKeyInfo()) }, statement));
        Assert.False(keys.Verify(signature with { Value = "no base64!" }, statement));
        Assert.False(Parse(other.ExportSubjectPublicKeyInfoPem()).Verify(signature, statement));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no key")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    public void What_is_no_key_is_none(string pem) => Assert.Null(AuditPublicKeys.TryParse(pem));

    private static AuditPublicKeys Parse(string pem) => AuditPublicKeys.TryParse(pem) ?? throw new InvalidOperationException("The keys were not read.");

    private static AuditDay Day() => new()
    {
        Date = new DateOnly(2026, 11, 21), First = 1, Last = 4711, PreviousHash = new string('0', 64), Hash = new string('9', 64), IsClosed = true,
    };
}
