using System.Net;
using System.Net.Sockets;

namespace Sallyport.IntegrationTests.Listeners;

/// <summary>Ports for proxies, which are configured by number.</summary>
internal static class FreePort
{
    /// <summary>A port that nobody listens on at this moment.</summary>
    internal static int Find()
    {
        using var listener = Take();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Listens on a free port, so that nobody else can.</summary>
    internal static TcpListener Take()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }
}
