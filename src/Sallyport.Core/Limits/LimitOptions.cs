namespace Sallyport.Core.Limits;

/// <summary>Limits over all exchanges together.</summary>
public sealed class LimitOptions
{
    /// <summary>
    /// How many bytes of large requests and answers, with the texts decoded from them, the gateway holds at one time. Beyond it a request is
    /// refused with 503. 1 MiB to 1 TiB; default 0: a quarter of the memory the process may use, and no more than 512 MiB.
    /// </summary>
    public long BufferedBytes { get; set; }

    /// <summary>
    /// How many refusals of callers without identity one address gets with an audit entry each, a minute. Beyond it they are answered 429 and
    /// counted in one entry for the address and minute. 1 to 100,000; default 60.
    /// </summary>
    public int StrangerRefusalsPerMinute { get; set; } = 60;

    /// <summary>
    /// How long a caller may take nothing of its answer while more waits to be sent. Then the connection is closed, the upstream given up and
    /// the exchange recorded as aborted with <c>caller_stalled</c>. 100 ms to 10 minutes; default 30 seconds.
    /// </summary>
    public TimeSpan ClientWriteTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long exchanges that run may go on when their proxy is stopped, disabled or deleted. Then a stream ends with <c>proxy_stopped</c> in
    /// the provider's form of errors. 0 (at once) to 1 hour; default 10 seconds.
    /// </summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
