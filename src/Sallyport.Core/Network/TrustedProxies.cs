using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Sallyport.Core.Network;

/// <summary>
/// Tells whose request it is that a reverse proxy passes on. Each proxy appends the address it was asked from to <c>X-Forwarded-For</c>, so the
/// list is read from its end, and only as far as those who wrote it are trusted: what stands further left, a caller may have written.
/// </summary>
public sealed class TrustedProxies
{
    /// <summary>No chain of proxies is as long; reading more would be work for whoever sends such a header.</summary>
    private const int MostHops = 32;

    /// <summary>What stands before an IPv4 address in IPv6's form of it.</summary>
    private const int MappedBits = 96;

    private readonly IPNetwork[] _networks;

    /// <summary>Makes it from its setting.</summary>
    public TrustedProxies(IOptions<NetworkOptions> options) =>
        _networks = [.. options.Value.TrustedProxies.Select(entry => TryParse(entry, out var network) ? network : throw new ArgumentException($"'{entry}' was not validated."))];

    /// <summary>Whether no proxy is trusted, and every caller's address is that of its connection.</summary>
    public bool IsEmpty => _networks.Length == 0;

    /// <summary>Puts the caller's address in place of its proxy's. To be called before anything asks for the address.</summary>
    public void Apply(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is { } peer && IsTrusted(peer))
        {
            http.Connection.RemoteIpAddress = Resolve(peer, http.Request.Headers["X-Forwarded-For"]!); // lines of a header that is there are not null
        }
    }

    /// <summary>Reads an address, which is a network of one, or a network in CIDR notation.</summary>
    public static bool TryParse(string entry, out IPNetwork network)
    {
        var text = entry.Trim();
        if (IPAddress.TryParse(text, out var address))
        {
            network = Plain(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            return true;
        }

        if (!IPNetwork.TryParse(text, out network))
        {
            return false;
        }

        network = Plain(network);
        return true;
    }

    // Callers are compared by their IPv4 address where they have one, so a network that is written in IPv6's form of it must be, too.
    private static IPNetwork Plain(IPNetwork network) =>
        network.BaseAddress.IsIPv4MappedToIPv6 && network.PrefixLength >= MappedBits
            ? new IPNetwork(network.BaseAddress.MapToIPv4(), network.PrefixLength - MappedBits)
            : network;

    /// <summary>The first address from the right that is not trusted; where a hop cannot be read, the last that was.</summary>
    internal IPAddress Resolve(IPAddress peer, IReadOnlyList<string?> lines)
    {
        var nearest = peer;
        var hops = 0;
        for (var line = lines.Count - 1; line >= 0; line--)
        {
            var rest = lines[line].AsSpan();
            while (!rest.IsEmpty)
            {
                var comma = rest.LastIndexOf(',');
                if (++hops > MostHops || !TryRead(rest[(comma + 1)..].Trim(), out var hop))
                {
                    return nearest;
                }

                nearest = hop;
                if (!IsTrusted(hop))
                {
                    return nearest;
                }

                rest = comma < 0 ? [] : rest[..comma];
            }
        }

        return nearest;
    }

    /// <summary>An address as proxies write it: bare, with a port, or IPv6 in brackets.</summary>
    private static bool TryRead(ReadOnlySpan<char> text, out IPAddress address)
    {
        if (IPEndPoint.TryParse(text, out var end))
        {
            address = end.Address;
            return true;
        }

        address = IPAddress.None;
        return false;
    }

    private bool IsTrusted(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        foreach (var network in _networks)
        {
            if (network.Contains(plain))
            {
                return true;
            }
        }

        return false;
    }
}
