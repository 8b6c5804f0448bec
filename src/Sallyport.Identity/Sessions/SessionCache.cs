using System.Collections.Concurrent;
using Sallyport.Identity.Authentication;

namespace Sallyport.Identity.Sessions;

/// <summary>
/// Remembers sessions for five seconds, so that a page that makes many calls costs one read. Ending a session in this process
/// removes it at once; one ended by another process lasts at most those five seconds here.
/// </summary>
internal sealed class SessionCache(TimeProvider clock)
{
    private const int MaxSessions = 4096;
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<SecretHash, Entry> _entries = new();

    internal Session? Find(SecretHash hash) =>
        _entries.TryGetValue(hash, out var entry) && clock.GetUtcNow() - entry.ReadAt < Freshness ? entry.Session : null;

    internal void Keep(SecretHash hash, Session session)
    {
        // Emptying a full cache costs one read for each live session; tracking ages would cost more than it saves.
        if (_entries.Count >= MaxSessions)
        {
            _entries.Clear();
        }

        _entries[hash] = new Entry(session, clock.GetUtcNow());
    }

    /// <summary>Notes the last use without making the entry look fresh.</summary>
    internal void Touch(SecretHash hash, Session session)
    {
        if (_entries.TryGetValue(hash, out var entry))
        {
            _entries.TryUpdate(hash, entry with { Session = session }, entry);
        }
    }

    internal void Remove(SecretHash hash) => _entries.TryRemove(hash, out _);

    internal void RemoveOf(string userId)
    {
        foreach (var pair in _entries.Where(pair => pair.Value.Session.UserId == userId))
        {
            _entries.TryRemove(pair.Key, out _);
        }
    }

    private sealed record Entry(Session Session, DateTimeOffset ReadAt);
}
