namespace Sallyport.Identity.Tokens;

/// <summary>
/// How many access tokens of a user last, so that nobody makes them without end. Counted in memory: after a restart, and on another gateway of the
/// same store, from none on. A token that was revoked counts until it would have ended.
/// </summary>
public sealed class LiveTokens(TimeProvider clock)
{
    /// <summary>The most of a user at a time.</summary>
    internal const int MostOfUser = 1_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> _ends = new(StringComparer.Ordinal);

    /// <summary>Counts one more. Null when it may be made, else how long until there is room.</summary>
    internal TimeSpan? TryAdd(string userId, DateTimeOffset end)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            if (!_ends.TryGetValue(userId, out var ends))
            {
                ForgetOver(now);
                _ends[userId] = ends = [];
            }

            if (ends.Count >= MostOfUser)
            {
                _ends[userId] = ends = new(ends.Where(other => other > now).Order());
            }

            if (ends.Count >= MostOfUser)
            {
                return ends.Peek() - now;
            }

            ends.Enqueue(end);
            return null;
        }
    }

    /// <summary>Users who are gone, or make none any more, leave nothing behind.</summary>
    private void ForgetOver(DateTimeOffset now)
    {
        foreach (var (userId, _) in _ends.Where(pair => pair.Value.All(end => end <= now)).ToList())
        {
            _ends.Remove(userId);
        }
    }
}
