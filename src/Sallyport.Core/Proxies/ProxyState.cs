using System.Diagnostics.CodeAnalysis;

namespace Sallyport.Core.Proxies;

/// <summary>A proxy's run state and counters since it was started. Survives configuration changes that keep the proxy's id.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Exchanges of a run that is over may still hold the token of its source; without a timer left it holds nothing.")]
public sealed class ProxyState
{
    private long _requests;
    private long _errors;

    // One for each run.
    private CancellationTokenSource _run = new();

    /// <summary>Whether it takes requests.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>Is cancelled when this run has been stopped and the time for its exchanges to end is over. The next run has another.</summary>
    public CancellationToken Ended => _run.Token;

    /// <summary>When it was started, or null.</summary>
    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>Requests since the start.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>Requests since the start that failed at the upstream or in the gateway.</summary>
    public long Errors => Interlocked.Read(ref _errors);

    /// <summary>Counts one exchange.</summary>
    public void Count(bool hasFailed)
    {
        Interlocked.Increment(ref _requests);
        if (hasFailed)
        {
            Interlocked.Increment(ref _errors);
        }
    }

    internal void Start(TimeProvider clock)
    {
        if (!IsRunning)
        {
            _run = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        }

        Interlocked.Exchange(ref _requests, 0);
        Interlocked.Exchange(ref _errors, 0);
        StartedAt = clock.GetUtcNow();
        IsRunning = true;
    }

    internal void Stop(TimeSpan drain)
    {
        if (!IsRunning)
        {
            // A second stop must not give the first one's exchanges more time.
            return;
        }

        _run.CancelAfter(drain);
        IsRunning = false;
        StartedAt = null;
    }
}
