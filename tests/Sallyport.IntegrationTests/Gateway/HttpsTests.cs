using System.Net;
using System.Net.Http.Json;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Options;
using Sallyport.Host;
using Sallyport.IntegrationTests.Processes;
using Xunit;

namespace Sallyport.IntegrationTests.Gateway;

/// <summary>The main listener with a certificate: as PEM and PFX, with its chain.</summary>
public sealed class HttpsTests : IDisposable
{
    private const string Name = "gateway.example";

    private readonly ScratchFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <inheritdoc />
    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("pem", "")]
    [InlineData("one-pem", "")]
    [InlineData("encrypted-pem", "passphrase 1")]
    [InlineData("pfx", "passphrase 1")]
    public async Task A_listener_shows_its_certificate_with_the_chain(string form, string password)
    {
        var (root, middle, leaf) = Issue("first");
        Write(form, leaf, middle, password);
        await using var gateway = Build(form, password);
        await gateway.StartAsync(Token);

        Assert.Equal("CN=first", await ShakeHandsAsync(gateway, root));
    }

    [Fact]
    public async Task A_browser_is_told_to_stay_with_https_and_to_send_its_cookie_nowhere_else()
    {
        var (root, middle, leaf) = Issue("first");
        Write("one-pem", leaf, middle, "");
        await using var gateway = Build("one-pem", "");
        await gateway.StartAsync(Token);
        var port = new Uri(gateway.Urls.First()).Port;
        using var client = Browser(root, port);

        using var answer = await client.PostAsJsonAsync($"https://{Name}:{port}/auth/login", new { username = "admin", password = GatewayFixture.Password }, Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("max-age=31536000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
        Assert.All(answer.Headers.GetValues("Set-Cookie"), cookie => Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Costly_endpoints_answer_over_either_version_of_http(string version)
    {
        var (root, middle, leaf) = Issue("first");
        Write("one-pem", leaf, middle, "");
        await using var gateway = Build("one-pem", "");
        await gateway.StartAsync(Token);
        var port = new Uri(gateway.Urls.First()).Port;
        using var client = Browser(root, port);
        client.DefaultRequestVersion = Version.Parse(version);
        client.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        using var login = await client.PostAsJsonAsync($"https://{Name}:{port}/auth/login", new { username = "admin", password = GatewayFixture.Password }, Token);
        client.DefaultRequestHeaders.Add("Cookie", string.Join("; ", login.Headers.GetValues("Set-Cookie").Select(value => value.Split(';')[0])));
        client.DefaultRequestHeaders.Add("Origin", $"https://{Name}:{port}");

        using var answer = await client.GetAsync($"https://{Name}:{port}/api/v1/audit/verify", Token);

        // An administrator whose password is still the first one is told so; what must not be is an error of ours.
        Assert.True((int)answer.StatusCode is 200 or 403, answer.StatusCode.ToString());
    }

    [Theory]
    [InlineData("pem", "missing.key", "")]
    [InlineData("pfx", "", "wrong")]
    [InlineData("none", "", "")]
    public void A_certificate_that_cannot_be_used_is_refused_at_the_start(string form, string keyFile, string password)
    {
        var (_, middle, leaf) = Issue("first");
        Write(form, leaf, middle, "passphrase 1");

        var fault = Assert.Throws<OptionsValidationException>(() => Build(form, password, keyFile));

        Assert.Contains("Network:CertificateFile", fault.Message, StringComparison.Ordinal);
    }

    private static HttpClient Browser(X509Certificate2 root, int port) => new(new SocketsHttpHandler
    {
        UseCookies = false,
        SslOptions = { CertificateChainPolicy = Trust(root) },
        ConnectCallback = async (_, cancellationToken) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    });

    private string CertificateFile => Path.Combine(_folder.Path, "gateway.crt");

    private string KeyFile => Path.Combine(_folder.Path, "gateway.key");

    private WebApplication Build(string form, string password, string? keyFile = null) => GatewayApp.Build(configPath: null, new Dictionary<string, string?>
    {
        ["Urls"] = "https://127.0.0.1:0",
        ["Storage:DataDirectory"] = Path.Combine(_folder.Path, "data"),
        ["Identity:AdminPassword"] = GatewayFixture.Password,
        ["Admin:AllowedHosts:0"] = Name,
        ["Network:CertificateFile"] = CertificateFile,
        ["Network:CertificateKeyFile"] = keyFile is { Length: > 0 } ? Path.Combine(_folder.Path, keyFile) : form is "pem" or "encrypted-pem" ? KeyFile : null,
        ["Network:CertificatePassword"] = password,
        ["Logging:LogLevel:Default"] = "None",
    });

    /// <summary>The name on the certificate; fails where it does not lead to the root by what the gateway sends.</summary>
    private static async Task<string?> ShakeHandsAsync(WebApplication gateway, X509Certificate2 root)
    {
        var url = new Uri(gateway.Urls.First());
        using var client = new TcpClient();
        await client.ConnectAsync(url.Host, url.Port, Token);
        await using var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "127.0.0.1", CertificateChainPolicy = Trust(root) }, Token);
        return stream.RemoteCertificate?.Subject;
    }

    private static X509ChainPolicy Trust(X509Certificate2 root)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        policy.CustomTrustStore.Add(root);
        return policy;
    }

    /// <summary>A root, an authority below it, and the certificate of the gateway.</summary>
    private static (X509Certificate2 Root, X509Certificate2 Middle, X509Certificate2 Leaf) Issue(string name)
    {
        var from = TimeProvider.System.GetUtcNow().AddDays(-1);
        var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var root = Authority($"CN=root of {name}", rootKey).CreateSelfSigned(from, from.AddDays(30));
        var middleKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var middle = Authority($"CN=authority of {name}", middleKey).Create(root, from, from.AddDays(20), [1]).CopyWithPrivateKey(middleKey);
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName(Name);
        request.CertificateExtensions.Add(names.Build());
        return (root, middle, request.Create(middle, from, from.AddDays(10), [2]).CopyWithPrivateKey(key));
    }

    private static CertificateRequest Authority(string name, ECDsa key)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        return request;
    }

    private void Write(string form, X509Certificate2 leaf, X509Certificate2 middle, string password)
    {
        var chain = leaf.ExportCertificatePem() + "\n" + middle.ExportCertificatePem() + "\n";
        using var key = leaf.GetECDsaPrivateKey() ?? throw new InvalidOperationException("The certificate was made with a key.");
        switch (form)
        {
            case "pem":
                File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());
                File.WriteAllText(CertificateFile, chain);
                break;
            case "one-pem":
                File.WriteAllText(CertificateFile, chain + key.ExportPkcs8PrivateKeyPem());
                break;
            case "encrypted-pem":
                File.WriteAllText(KeyFile, key.ExportEncryptedPkcs8PrivateKeyPem(password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)));
                File.WriteAllText(CertificateFile, chain);
                break;
            case "pfx":
                X509Certificate2Collection both = [leaf, X509CertificateLoader.LoadCertificate(middle.RawData)];
                File.WriteAllBytes(CertificateFile, both.Export(X509ContentType.Pkcs12, password) ?? []);
                break;
        }
    }
}
