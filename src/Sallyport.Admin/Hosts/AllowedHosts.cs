using System.Collections.Frozen;
using System.Net;
using Microsoft.Extensions.Options;

namespace Sallyport.Admin.Hosts;

/// <summary>
/// Which hosts the management side answers to. Threat: DNS rebinding. A page of any site can make its own name point to this machine after it
/// was loaded; the browser then takes the gateway for that site and lets the page read its answers. Such a request always carries that
/// site's name, so an address as host cannot come from one.
/// </summary>
internal sealed class AllowedHosts(IOptions<AdminOptions> options)
{
    private readonly FrozenSet<string> _names = options.Value.AllowedHosts.Append("localhost").ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a request for this host, without its port, is answered.</summary>
    internal bool Allows(string host) => IPAddress.TryParse(host, out _) || _names.Contains(host.EndsWith('.') ? host[..^1] : host);
}
