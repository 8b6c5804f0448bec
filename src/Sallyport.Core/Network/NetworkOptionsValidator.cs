using Microsoft.Extensions.Options;

namespace Sallyport.Core.Network;

/// <summary>Checks <see cref="NetworkOptions"/> at start and reports all faults together.</summary>
public sealed class NetworkOptionsValidator : IValidateOptions<NetworkOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, NetworkOptions options)
    {
        var faults = new List<string>();
        foreach (var entry in options.TrustedProxies)
        {
            if (!TrustedProxies.TryParse(entry, out var network))
            {
                faults.Add($"Network:{nameof(options.TrustedProxies)}: '{entry}' is neither a CIDR block nor an address.");
            }
            else if (network.PrefixLength == 0)
            {
                faults.Add($"Network:{nameof(options.TrustedProxies)}: '{entry}' is every address there is: each caller could choose its own. List the reverse proxies.");
            }
        }

        if (options.CertificateFile is { Length: > 0 } && ServerCertificate.Load(options, out var fault) is null)
        {
            faults.Add($"Network:{nameof(options.CertificateFile)}: {fault}");
        }

        if (options.CertificateFile is null or "" && options.CertificateKeyFile is { Length: > 0 })
        {
            faults.Add($"Network:{nameof(options.CertificateKeyFile)}: names a key, but Network:{nameof(options.CertificateFile)} names no certificate.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
