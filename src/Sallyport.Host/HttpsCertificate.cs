using Microsoft.AspNetCore.Server.Kestrel.Core;
using Sallyport.Core.Network;

namespace Sallyport.Host;

/// <summary>Lets the main listener serve https addresses.</summary>
internal static class HttpsCertificate
{
    /// <summary>Shows the configured certificate on every https address; without one, nothing of TLS is loaded.</summary>
    internal static IWebHostBuilder UseCertificate(this IWebHostBuilder host, IConfiguration configuration) =>
        configuration["Network:CertificateFile"] is { Length: > 0 } ? host.UseKestrelHttpsConfiguration().ConfigureKestrel(Apply) : host;

    private static void Apply(KestrelServerOptions kestrel)
    {
        var certificate = kestrel.ApplicationServices.GetRequiredService<ServerCertificate>();
        kestrel.ConfigureHttpsDefaults(https =>
        {
            https.ServerCertificateSelector = (_, _) => certificate.Current().TargetCertificate;
            // The selector knows no chain, without which many clients do not trust the certificate.
            https.OnAuthenticate = (_, authentication) =>
            {
                authentication.ServerCertificateSelectionCallback = null;
                authentication.ServerCertificateContext = certificate.Current();
            };
        });
    }
}
