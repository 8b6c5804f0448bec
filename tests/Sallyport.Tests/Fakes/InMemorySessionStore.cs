using Sallyport.Core.Auditing;
using Sallyport.Identity.Revocation;
using Sallyport.Identity.Sessions;
using Sallyport.Identity.Tokens;

namespace Sallyport.Tests.Fakes;

public sealed class InMemorySessionStore(RecordingAuditLog log, InMemoryRevocationStore revocations) : ISessionStore
{
    private readonly Dictionary<string, Session> _sessions = [];

    public int Reads { get; private set; }

    public IReadOnlyCollection<Session> Sessions => _sessions.Values;

    public Task<Session?> FindAsync(ReadOnlyMemory<byte> accessHash, CancellationToken cancellationToken)
    {
        Reads++;
        return Task.FromResult(_sessions.Values.FirstOrDefault(session => session.AccessHash.AsSpan().SequenceEqual(accessHash.Span)));
    }

    public Task<Session?> FindFamilyAsync(ReadOnlyMemory<byte> family, CancellationToken cancellationToken) =>
        Task.FromResult(_sessions.Values.FirstOrDefault(session => session.Family.AsSpan().SequenceEqual(family.Span)));

    public Task<Session?> FindByIdAsync(string id, CancellationToken cancellationToken) => Task.FromResult(_sessions.GetValueOrDefault(id));

    public Task<IReadOnlyList<Session>> ListOfAsync(string userId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Session>>([.. _sessions.Values.Where(session => session.UserId == userId).OrderByDescending(session => session.LastSeenAt)]);

    public Task InsertAsync(Session session, int most, AuditEntry audit, CancellationToken cancellationToken)
    {
        _sessions[session.Id] = session;
        log.Add(audit);
        return Task.CompletedTask;
    }

    public Task<bool> RotateAsync(Session session, AuditEntry audit, CancellationToken cancellationToken)
    {
        if (!_sessions.TryGetValue(session.Id, out var stored) || !stored.RefreshHash.AsSpan().SequenceEqual(session.PreviousRefreshHash))
        {
            return Task.FromResult(false);
        }

        _sessions[session.Id] = session;
        log.Add(audit);
        return Task.FromResult(true);
    }

    public Task TouchAsync(string id, DateTimeOffset lastSeenAt, CancellationToken cancellationToken)
    {
        _sessions[id] = _sessions[id] with { LastSeenAt = lastSeenAt };
        return Task.CompletedTask;
    }

    public Task<bool> DeleteAsync(string id, AuditEntry audit, CancellationToken cancellationToken)
    {
        log.Add(audit);
        return Task.FromResult(Remove(id, audit));
    }

    public Task DeleteOthersAsync(string userId, string? exceptId, AuditEntry audit, CancellationToken cancellationToken)
    {
        foreach (var session in _sessions.Values.Where(session => session.UserId == userId && session.Id != exceptId).ToList())
        {
            Remove(session.Id, audit);
        }

        log.Add(audit);
        return Task.CompletedTask;
    }

    /// <summary>As the clearing of sessions that expired: without a revocation.</summary>
    public void Forget(string id) => _sessions.Remove(id);

    private bool Remove(string id, AuditEntry audit)
    {
        revocations.Put(new RevocationEntry(RevocationKind.Family, id, audit.Time, audit.Time + AccessToken.LongestLife));
        return _sessions.Remove(id);
    }
}
