using System.Net;
using System.Net.Sockets;

namespace Sallyport.Core.Limits;

/// <summary>The name under which the failures and refusals of an address are counted.</summary>
public static class ClientAddress
{
    /// <summary>The IPv4 address, or the IPv6 /64 network: one household or machine commands a whole /64.</summary>
    public static string Of(IPAddress? address)
    {
        if (address is null)
        {
            return "local";
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6 || address.IsIPv4MappedToIPv6)
        {
            return address.IsIPv4MappedToIPv6 ? address.MapToIPv4().ToString() : address.ToString();
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return new IPAddress(bytes).ToString();
    }

    /// <summary>The same for an address in text form, as the audit trail has it.</summary>
    public static string Of(string text) => Of(IPAddress.TryParse(text, out var address) ? address : null);
}
