using System.Net;
using Microsoft.AspNetCore.Http;

namespace Sallyport.Core.Auditing;

/// <summary>The caller's address as text.</summary>
public static class SourceAddress
{
    private const string Loopback = "127.0.0.1";

    /// <summary>The peer's address; IPv4 also where the socket is dual-stack. A reverse proxy's caller where the proxy is trusted (<see cref="Network.NetworkOptions.TrustedProxies"/>).</summary>
    public static string Of(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress;
        if (address is null)
        {
            return "";
        }

        // Text of an address is made for every record; the commonest one is shared.
        return IPAddress.Loopback.Equals(address) ? Loopback : (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
    }
}
