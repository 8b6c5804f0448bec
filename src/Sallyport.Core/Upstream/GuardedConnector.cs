using System.Net;
using System.Net.Sockets;

namespace Sallyport.Core.Upstream;

/// <summary>
/// Opens connections for <see cref="UpstreamClient"/>: resolves, checks every answer, and connects to a checked address, so that
/// nothing can change between check and use.
/// </summary>
internal sealed class GuardedConnector(AddressGuard guard)
{
    internal async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var endpoint = context.DnsEndPoint;
        var addresses = await ResolveAsync(endpoint.Host, cancellationToken);
        // One forbidden answer refuses them all: a name that mixes public and private addresses is how rebinding looks.
        if (addresses.Length == 0 || !addresses.All(address => guard.Allows(endpoint.Host, address)))
        {
            throw new AddressRefusedException(endpoint.Host);
        }

        Exception? last = null;
        foreach (var address in addresses)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, endpoint.Port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException exception)
            {
                socket.Dispose();
                last = exception;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw last ?? new SocketException((int)SocketError.HostNotFound);
    }

    private static async ValueTask<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) =>
        IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken);
}
