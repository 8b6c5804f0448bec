using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Sallyport.Core.Upstream;

/// <summary>
/// Decides which addresses the gateway may connect to. Threat: a target, or the name server behind it, points the gateway at
/// something only the gateway can reach (cloud metadata, the database, the admin port: server-side request forgery). The
/// check works on the resolved address that is then connected to, so neither spelling (decimal, octal, mapped) nor a second DNS
/// answer gets around it. Ranges: IANA special-purpose registries for IPv4 and IPv6 (RFC 6890 and its updates).
/// </summary>
public sealed class AddressGuard
{
    private static readonly IPNetwork[] Reserved =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
            "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
            "224.0.0.0/4", "240.0.0.0/4",
            "::/128", "::1/128", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16",
            "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(block => IPNetwork.Parse(block)),
    ];

    /// <summary>Metadata and host-agent services of clouds; 168.63.129.16 is in a public range.</summary>
    private static readonly IPAddress[] Metadata =
    [
        IPAddress.Parse("169.254.169.254"), IPAddress.Parse("169.254.170.2"), IPAddress.Parse("100.100.100.200"),
        IPAddress.Parse("168.63.129.16"), IPAddress.Parse("192.0.0.192"), IPAddress.Parse("fd00:ec2::254"), IPAddress.Parse("fd20:ce::254"),
    ];

    private readonly AddressAllowance[] _allowances;

    /// <summary>Reads the allow-list; faulty entries were refused at start.</summary>
    public AddressGuard(IOptions<UpstreamOptions> options) =>
        _allowances = [.. options.Value.AllowPrivate.Select(entry => AddressAllowance.TryParse(entry, out var allowance) ? allowance : null).OfType<AddressAllowance>()];

    /// <summary>Whether the gateway may connect to this address for this host.</summary>
    /// <param name="host">The host as in the target.</param>
    /// <param name="address">The address it resolved to.</param>
    public bool Allows(string host, IPAddress address)
    {
        var effective = Unwrap(address);
        if (Metadata.Contains(effective))
        {
            return _allowances.Any(allowance => allowance.IsExactly(effective));
        }

        return !Reserved.Any(block => block.Contains(effective)) || _allowances.Any(allowance => allowance.Covers(host, effective));
    }

    /// <summary>
    /// The IPv4 address inside an IPv6 one that carries it: mapped (::ffff:0:0/96), compatible (::/96), NAT64 (64:ff9b::/96, RFC 6052)
    /// and 6to4 (2002::/16, RFC 3056). Each reaches the IPv4 host, so the IPv4 rules apply.
    /// </summary>
    private static IPAddress Unwrap(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        if (address.IsIPv4MappedToIPv6
            || bytes[..12].SequenceEqual((ReadOnlySpan<byte>)[0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0])
            || bytes[..12].SequenceEqual((ReadOnlySpan<byte>)[0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0]))
        {
            return new IPAddress(bytes[12..]);
        }

        if (bytes[0] == 0x20 && bytes[1] == 0x02)
        {
            return new IPAddress(bytes[2..6]);
        }

        var isCompatible = bytes[..12].IndexOfAnyExcept((byte)0) < 0 && bytes[12] != 0;
        return isCompatible ? new IPAddress(bytes[12..]) : new IPAddress(bytes);
    }
}
