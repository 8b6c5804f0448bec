using Sallyport.Core.Auditing;
using Sallyport.Identity.ApiKeys;

namespace Sallyport.Tests.Fakes;

public sealed class InMemoryApiKeyStore(RecordingAuditLog log) : IApiKeyStore
{
    private readonly Dictionary<string, ApiKey> _keys = [];

    public bool IsBroken { get; set; }

    public List<IReadOnlyDictionary<string, LastUse>> Touches { get; } = [];

    public Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken) => IsBroken
        ? Task.FromException<IReadOnlyList<ApiKey>>(new IOException("broken"))
        : Task.FromResult<IReadOnlyList<ApiKey>>([.. _keys.Values]);

    public Task InsertAsync(ApiKey key, AuditEntry audit, CancellationToken cancellationToken)
    {
        _keys[key.Id] = key;
        log.Add(audit);
        return Task.CompletedTask;
    }

    public Task<bool> RevokeAsync(string id, DateTimeOffset at, AuditEntry audit, CancellationToken cancellationToken)
    {
        if (!_keys.TryGetValue(id, out var key) || key.RevokedAt is not null)
        {
            return Task.FromResult(false);
        }

        _keys[id] = key with { RevokedAt = at };
        log.Add(audit);
        return Task.FromResult(true);
    }

    public Task<bool> UpdateAsync(ApiKey key, AuditEntry audit, CancellationToken cancellationToken) => ReplaceAsync(key, audit);

    public Task<bool> RotateAsync(ApiKey key, byte[] inForce, AuditEntry audit, CancellationToken cancellationToken) =>
        _keys.TryGetValue(key.Id, out var known) && known.Hash.AsSpan().SequenceEqual(inForce) ? ReplaceAsync(key, audit) : Task.FromResult(false);

    public Task<bool> DeleteAsync(string id, AuditEntry audit, CancellationToken cancellationToken)
    {
        log.Add(audit);
        return Task.FromResult(_keys.Remove(id));
    }

    public Task TouchAsync(IReadOnlyDictionary<string, LastUse> lastUsed, CancellationToken cancellationToken)
    {
        if (IsBroken)
        {
            throw new IOException("broken");
        }

        Touches.Add(lastUsed);
        return Task.CompletedTask;
    }

    private Task<bool> ReplaceAsync(ApiKey key, AuditEntry audit)
    {
        if (!_keys.TryGetValue(key.Id, out var known) || known.RevokedAt is not null)
        {
            return Task.FromResult(false);
        }

        _keys[key.Id] = key;
        log.Add(audit);
        return Task.FromResult(true);
    }

    public void RevokeOfTeam(string teamId, DateTimeOffset at)
    {
        foreach (var key in _keys.Values.Where(key => key.TeamId == teamId).ToList())
        {
            _keys[key.Id] = key with { RevokedAt = at };
        }
    }
}
