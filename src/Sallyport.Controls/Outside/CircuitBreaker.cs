namespace Sallyport.Controls.Outside;

/// <summary>
/// Leaves a detector alone that was not to be had several times in a row: exchanges do not wait for the deadline of one that is down, and it is not
/// hammered while it recovers. Once in a while one question is let through; the first success ends the rest.
/// </summary>
internal sealed class CircuitBreaker(TimeProvider clock)
{
    internal const int MostFailures = 5;
    internal static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private int _failures;
    private DateTimeOffset _nextTry;

    internal bool IsResting
    {
        get
        {
            lock (_gate)
            {
                return _failures >= MostFailures;
            }
        }
    }

    /// <summary>Whether a question may be asked now.</summary>
    internal bool TryPass()
    {
        lock (_gate)
        {
            if (_failures < MostFailures)
            {
                return true;
            }

            if (clock.GetUtcNow() < _nextTry)
            {
                return false;
            }

            // The one that goes through now; should nothing come of it, the next one goes after another rest.
            _nextTry = clock.GetUtcNow() + Rest;
            return true;
        }
    }

    /// <summary>Notes a success. True when it ended a rest.</summary>
    internal bool Succeed()
    {
        lock (_gate)
        {
            var wasResting = _failures >= MostFailures;
            _failures = 0;
            return wasResting;
        }
    }

    /// <summary>Notes a failure. True when a rest begins with it.</summary>
    internal bool Fail()
    {
        lock (_gate)
        {
            _nextTry = clock.GetUtcNow() + Rest;
            return ++_failures == MostFailures;
        }
    }
}
