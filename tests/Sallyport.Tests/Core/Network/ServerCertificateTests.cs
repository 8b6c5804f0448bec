using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Sallyport.Core.Network;
using Sallyport.Tests.Fakes;
using Xunit;

namespace Sallyport.Tests.Core.Network;

public sealed class ServerCertificateTests : IDisposable
{
    private static readonly TimeSpan Next = TimeSpan.FromSeconds(11);

    private readonly string _folder = Directory.CreateTempSubdirectory("sallyport-tests-").FullName;
    private readonly ManualTimeProvider _clock = new();
    private readonly ServerCertificate _certificate;

    public ServerCertificateTests() =>
        _certificate = new ServerCertificate(Options.Create(new NetworkOptions { CertificateFile = Path.Combine(_folder, "gateway.pem") }), _clock, NullLogger<ServerCertificate>.Instance);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_renewed_file_is_shown_from_the_next_look_on()
    {
        Write("first", minute: 1);
        Assert.Equal("CN=first", Subject());

        Write("second", minute: 2);
        Assert.Equal("CN=first", Subject());

        _clock.Advance(Next);
        Assert.Equal("CN=second", Subject());
    }

    [Fact]
    public void A_broken_file_leaves_the_old_certificate_and_a_mended_one_replaces_it()
    {
        Write("first", minute: 1);
        Assert.Equal("CN=first", Subject());

        File.WriteAllText(Path.Combine(_folder, "gateway.pem"), "-----BEGIN CERTIFICATE-----\nbroken\n-----END CERTIFICATE-----\n");
        _clock.Advance(Next);
        Assert.Equal("CN=first", Subject());

        Write("second", minute: 3);
        _clock.Advance(Next);
        Assert.Equal("CN=second", Subject());
    }

    [Fact]
    public void Without_a_certificate_there_is_no_connection() => Assert.Throws<InvalidOperationException>(_certificate.Current);

    private string Subject() => _certificate.Current().TargetCertificate.Subject;

    private void Write(string name, int minute)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var from = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var certificate = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).CreateSelfSigned(from, from.AddYears(50));
        var file = Path.Combine(_folder, "gateway.pem");
        File.WriteAllText(file, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
        File.SetLastWriteTimeUtc(file, from.UtcDateTime.AddMinutes(minute));
    }
}
