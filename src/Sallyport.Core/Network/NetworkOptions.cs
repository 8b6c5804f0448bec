namespace Sallyport.Core.Network;

/// <summary>What stands between callers and the gateway.</summary>
public sealed class NetworkOptions
{
    /// <summary>
    /// CIDR blocks or addresses of reverse proxies and load balancers in front of the gateway. From them, and from nobody else,
    /// <c>X-Forwarded-For</c> is believed: the rightmost address in it that is not listed here is the caller's, for sign-in and refusal limits and
    /// for the audit trail. A block of all addresses is refused. Default: none, and the header is ignored.
    /// </summary>
    public IList<string> TrustedProxies { get; } = [];

    /// <summary>
    /// The certificate for https addresses in <c>Urls</c>: a PEM file, with the certificates that lead to the root behind it, or a PFX file. A
    /// renewed file is noticed within ten seconds. Default: none, and https addresses are refused.
    /// </summary>
    public string? CertificateFile { get; set; }

    /// <summary>The private key of a PEM certificate, where it stands in a file of its own. Default: it stands in the certificate's.</summary>
    public string? CertificateKeyFile { get; set; }

    /// <summary>The password of an encrypted key or PFX file; best given as <c>${VARIABLE}</c>. Default: none.</summary>
    public string? CertificatePassword { get; set; }
}
