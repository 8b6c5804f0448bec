namespace Sallyport.Core.Proxies;

/// <summary>A proxy's run state and counters since it was started. Survives configuration changes that keep the proxy's id.</summary>
public sealed class ProxyState
{
    private long _requests;
    private long _errors;

    /// <summary>Whether it takes requests.</summary>
    public bool IsRunning { get; private set; }

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

    internal void Start(DateTimeOffset now)
    {
        Interlocked.Exchange(ref _requests, 0);
        Interlocked.Exchange(ref _errors, 0);
        StartedAt = now;
        IsRunning = true;
    }

    internal void Stop()
    {
        IsRunning = false;
        StartedAt = null;
    }
}
