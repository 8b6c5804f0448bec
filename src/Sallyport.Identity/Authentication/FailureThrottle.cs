namespace Sallyport.Identity.Authentication;

/// <summary>
/// Counts failures by cause (an account, an address) and makes the cause wait, longer with each further failure. Memory is
/// bounded: when it is full, forgotten causes go first, then those with the fewest failures.
/// </summary>
internal sealed class FailureThrottle(FailureThrottleLimits limits, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Failures> _causes = new(StringComparer.Ordinal);

    internal int Count
    {
        get
        {
            lock (_lock)
            {
                return _causes.Count;
            }
        }
    }

    /// <summary>How long the cause has to wait, or null.</summary>
    internal TimeSpan? RemainingWait(string cause)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            return _causes.TryGetValue(cause, out var failures) && failures.WaitsUntil > now ? failures.WaitsUntil - now : null;
        }
    }

    /// <summary>Counts a failure. What it answers takes it back by <see cref="Withdraw"/>.</summary>
    internal FailedAttempt Fail(string cause)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            var known = _causes.TryGetValue(cause, out var failures) && !IsForgotten(failures, now);
            if (!known && _causes.Count >= limits.MaxCauses)
            {
                MakeRoom(now);
            }

            var count = known ? failures.Count + 1 : 1;
            _causes[cause] = new Failures(count, now, now + WaitAfter(count));
            return new FailedAttempt(count, known ? failures.WaitsUntil : now);
        }
    }

    /// <summary>
    /// Takes one counted failure back that was neither success nor failure in the end. Only its own wait is lifted: whoever lets such attempts
    /// run beside wrong guesses does not get rid of the guesses' waits.
    /// </summary>
    internal void Withdraw(string cause, FailedAttempt attempt)
    {
        lock (_lock)
        {
            if (_causes.TryGetValue(cause, out var failures))
            {
                var waitsUntil = failures.Count == attempt.Count ? attempt.WaitedUntil : failures.WaitsUntil;
                _causes[cause] = failures with { Count = Math.Max(0, failures.Count - 1), WaitsUntil = waitsUntil };
            }
        }
    }

    /// <summary>Takes one counted failure back: it was counted ahead of the outcome, which was a success.</summary>
    internal void Pardon(string cause)
    {
        lock (_lock)
        {
            if (!_causes.TryGetValue(cause, out var failures))
            {
                return;
            }

            if (failures.Count <= 1)
            {
                _causes.Remove(cause);
                return;
            }

            // The wait is lifted too: the attempt began when none was running.
            _causes[cause] = failures with { Count = failures.Count - 1, WaitsUntil = failures.Last };
        }
    }

    /// <summary>Forgets the cause, after a success.</summary>
    internal void Forget(string cause)
    {
        lock (_lock)
        {
            _causes.Remove(cause);
        }
    }

    /// <summary>Forgets the cause if it did not fail since then.</summary>
    internal void ForgetBefore(string cause, DateTimeOffset time)
    {
        lock (_lock)
        {
            if (_causes.TryGetValue(cause, out var failures) && failures.Last < time)
            {
                _causes.Remove(cause);
            }
        }
    }

    /// <summary>The causes that have to wait, and until when.</summary>
    internal IReadOnlyDictionary<string, DateTimeOffset> Waiting()
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            return _causes.Where(pair => pair.Value.WaitsUntil > now).ToDictionary(pair => pair.Key, pair => pair.Value.WaitsUntil, StringComparer.Ordinal);
        }
    }

    /// <summary>Forgets every cause whose name ends so.</summary>
    internal void ForgetEnding(string end)
    {
        lock (_lock)
        {
            foreach (var cause in _causes.Keys.Where(cause => cause.EndsWith(end, StringComparison.Ordinal)).ToList())
            {
                _causes.Remove(cause);
            }
        }
    }

    private TimeSpan WaitAfter(int count)
    {
        if (count < limits.Threshold)
        {
            return TimeSpan.Zero;
        }

        var doublings = Math.Min(count - limits.Threshold, 20);
        return TimeSpan.FromTicks(Math.Min(limits.FirstWait.Ticks << doublings, limits.LongestWait.Ticks));
    }

    // Measured from the end of the wait: otherwise the longest wait would wipe the slate clean.
    private bool IsForgotten(Failures failures, DateTimeOffset now) => now - failures.WaitsUntil >= limits.LongestWait;

    private void MakeRoom(DateTimeOffset now)
    {
        // A tenth at a time, so that the scan is paid once per many insertions.
        var leaving = _causes
            .OrderByDescending(pair => IsForgotten(pair.Value, now))
            .ThenBy(pair => pair.Value.Count)
            .ThenBy(pair => pair.Value.Last)
            .Take(Math.Max(1, limits.MaxCauses / 10))
            .Select(pair => pair.Key)
            .ToList();
        leaving.ForEach(cause => _causes.Remove(cause));
    }

    private readonly record struct Failures(int Count, DateTimeOffset Last, DateTimeOffset WaitsUntil);
}
