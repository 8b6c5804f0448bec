using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Sallyport.Core.Network;

/// <summary>
/// The certificate that https listeners show. Its files are looked at again when connections come, so that a renewed certificate is shown
/// without a restart; files that cannot be read leave the old one in force.
/// </summary>
public sealed partial class ServerCertificate
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(10);

    private readonly NetworkOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<ServerCertificate> _logger;
    private readonly Lock _gate = new();
    private SslStreamCertificateContext? _current;
    private (DateTime Certificate, DateTime Key) _stamps;
    private long _looked;

    /// <summary>Makes it; the files are read when the first connection comes.</summary>
    public ServerCertificate(IOptions<NetworkOptions> options, TimeProvider clock, ILogger<ServerCertificate> logger)
    {
        _options = options.Value;
        _clock = clock;
        _logger = logger;
    }

    /// <summary>The certificate with those that lead to its root.</summary>
    /// <exception cref="InvalidOperationException">There is none: the setting is empty, or the files went away before they were read once.</exception>
    public SslStreamCertificateContext Current()
    {
        lock (_gate)
        {
            var now = _clock.GetTimestamp();
            if (_current is null || _clock.GetElapsedTime(_looked, now) >= LookAgain)
            {
                _looked = now;
                Refresh();
            }

            return _current ?? throw new InvalidOperationException("There is no certificate for https: set Network:CertificateFile.");
        }
    }

    /// <summary>Reads the files of the setting.</summary>
    /// <param name="options">The setting.</param>
    /// <param name="fault">What is wrong with them; names files and settings, no content.</param>
    /// <returns>The certificate; null where there is a fault.</returns>
    internal static SslStreamCertificateContext? Load(NetworkOptions options, out string? fault)
    {
        if (options.CertificateFile is not { Length: > 0 } file)
        {
            fault = "no file is named.";
            return null;
        }

        try
        {
            var chain = new X509Certificate2Collection();
            using var read = Read(file, options, chain);
            fault = read.HasPrivateKey ? null : $"'{file}' holds no private key; name its file in Network:CertificateKeyFile.";
            // What was read from PEM holds its key apart; the TLS library wants both in one store.
            return fault is null ? SslStreamCertificateContext.Create(X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), password: null), chain, offline: true) : null;
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            fault = $"'{file}' cannot be used: {exception.Message}";
            return null;
        }
    }

    private static X509Certificate2 Read(string file, NetworkOptions options, X509Certificate2Collection chain)
    {
        if (!File.ReadAllText(file).Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal))
        {
            chain.AddRange(X509CertificateLoader.LoadPkcs12CollectionFromFile(file, options.CertificatePassword));
            return X509CertificateLoader.LoadPkcs12FromFile(file, options.CertificatePassword, X509KeyStorageFlags.Exportable);
        }

        chain.ImportFromPemFile(file);
        var keyFile = options.CertificateKeyFile is { Length: > 0 } named ? named : file;
        return options.CertificatePassword is { Length: > 0 } password
            ? X509Certificate2.CreateFromEncryptedPemFile(file, password, keyFile)
            : X509Certificate2.CreateFromPemFile(file, keyFile);
    }

    private void Refresh()
    {
        var stamps = (Stamp(_options.CertificateFile), Stamp(_options.CertificateKeyFile));
        if (_current is not null && stamps == _stamps)
        {
            return;
        }

        if (Load(_options, out var fault) is { } loaded)
        {
            _current = loaded;
            _stamps = stamps;
            Log.Loaded(_logger, loaded.TargetCertificate.Subject, loaded.TargetCertificate.NotAfter.ToUniversalTime());
        }
        else
        {
            // Tried again at the next look: the two files of a renewal are written one after the other.
            Log.NotLoaded(_logger, fault);
        }
    }

    private static DateTime Stamp(string? file) => File.Exists(file) ? File.GetLastWriteTimeUtc(file) : default;

    private static partial class Log
    {
        [LoggerMessage(120, LogLevel.Information, "Certificate {Subject} in use, valid until {ValidUntil:u}")]
        internal static partial void Loaded(ILogger logger, string subject, DateTime validUntil);

        [LoggerMessage(121, LogLevel.Error, "The certificate for https could not be read; the one in use stays: {Fault}")]
        internal static partial void NotLoaded(ILogger logger, string? fault);
    }
}
