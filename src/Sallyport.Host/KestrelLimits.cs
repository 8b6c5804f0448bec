using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Sallyport.Host;

/// <summary>What every listener of the gateway has in common.</summary>
internal static class KestrelLimits
{
    /// <summary>
    /// A request runs on the thread that read it until it first waits: a hop to the thread pool costs more than most stages. Nothing on the
    /// request path blocks, and the scan of a large body leaves that thread by itself.
    /// </summary>
    internal static void Apply(SocketTransportOptions sockets) => sockets.UnsafePreferInlineScheduling = true;

    /// <summary>
    /// Body sizes are limited by the plane and by each management endpoint, which can answer in the caller's protocol; Kestrel's own limit is
    /// the backstop above them. Header and rate limits stay Kestrel's: a flood of headers or a trickled body ends there.
    /// </summary>
    internal static void Apply(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = 1L << 30;
        // What the server reads ahead of a body, for each connection; these bytes are not in the budget of buffers.
        kestrel.Limits.MaxRequestBufferSize = 256 * 1024;
        kestrel.Limits.MaxRequestHeaderCount = 100;
        kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        // A stream may be silent for long while a model thinks. A reader that stops reading is ended by CallerWrites; this rate is the backstop
        // for answers of the management side. It grants time for every byte that was sent, also for those which the system buffers.
        kestrel.Limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(30));
    }
}
