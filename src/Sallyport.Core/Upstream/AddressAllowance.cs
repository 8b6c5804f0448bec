using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Sallyport.Core.Upstream;

/// <summary>One entry of the allow-list: a block of addresses, one address, or a host name.</summary>
internal sealed class AddressAllowance
{
    private readonly IPNetwork? _network;
    private readonly string? _host;

    private AddressAllowance(IPNetwork? network, string? host)
    {
        _network = network;
        _host = host;
    }

    internal static bool TryParse(string entry, [NotNullWhen(true)] out AddressAllowance? allowance)
    {
        var text = entry.Trim().Trim('[', ']');
        allowance = null;
        if (IPAddress.TryParse(text, out var address))
        {
            allowance = new AddressAllowance(new IPNetwork(address, address.GetAddressBytes().Length * 8), null);
        }
        else if (text.Contains('/', StringComparison.Ordinal))
        {
            allowance = IPNetwork.TryParse(text, out var network) ? new AddressAllowance(network, null) : null;
        }
        else if (Uri.CheckHostName(text) == UriHostNameType.Dns)
        {
            allowance = new AddressAllowance(null, text);
        }

        return allowance is not null;
    }

    /// <summary>Whether the entry names exactly this address, which is what metadata addresses need.</summary>
    internal bool IsExactly(IPAddress address) =>
        _network is { } network && network.PrefixLength == network.BaseAddress.GetAddressBytes().Length * 8 && network.BaseAddress.Equals(address);

    internal bool Covers(string host, IPAddress address) =>
        _host is not null
            ? string.Equals(_host, host.TrimEnd('.'), StringComparison.OrdinalIgnoreCase)
            : _network is { } network && network.Contains(address);
}
