using Sallyport.Core.Auditing;
using Sallyport.Identity.Users;

namespace Sallyport.Tests.Fakes;

public sealed class InMemoryUserStore(RecordingAuditLog log) : IUserStore
{
    private readonly Dictionary<string, User> _users = [];
    private readonly Dictionary<string, List<string>> _history = [];

    /// <summary>What somebody else does just before the next password is stored.</summary>
    public Action? Meanwhile { get; set; }

    public Task<IReadOnlyList<User>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<User>>([.. _users.Values]);

    public Task<User?> FindByNameAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(_users.Values.FirstOrDefault(user => user.Name == name));

    public Task<User?> FindAsync(string id, CancellationToken cancellationToken) => Task.FromResult(_users.GetValueOrDefault(id));

    public Task<bool> InsertAsync(User user, AuditEntry audit, CancellationToken cancellationToken)
    {
        if (_users.Values.Any(known => known.Name == user.Name))
        {
            return Task.FromResult(false);
        }

        _users[user.Id] = user;
        log.Add(audit);
        return Task.FromResult(true);
    }

    public Task<bool> UpdateAsync(User user, AuditEntry audit, CancellationToken cancellationToken)
    {
        if (!_users.TryGetValue(user.Id, out var known))
        {
            return Task.FromResult(false);
        }

        var mustChange = known.PasswordHash == user.PasswordHash ? user.MustChangePassword : known.MustChangePassword;
        return Task.FromResult(Put(user with { PasswordHash = known.PasswordHash, MustChangePassword = mustChange, PasswordChangedAt = known.PasswordChangedAt }, audit));
    }

    /// <summary>Stores one as it is, new or known.</summary>
    public bool Put(User user, AuditEntry audit)
    {
        _users[user.Id] = user;
        log.Add(audit);
        return true;
    }

    /// <summary>As if the second factor's own table were read along.</summary>
    public void Mark(string id, bool hasSecondFactor) => _users[id] = _users[id] with { HasSecondFactor = hasSecondFactor };

    public Task<bool> UpdatePasswordAsync(User user, string? inForce, int history, AuditEntry audit, CancellationToken cancellationToken)
    {
        if (!IsInForce(user.Id, inForce))
        {
            return Task.FromResult(false);
        }

        var earlier = _history.TryGetValue(user.Id, out var known) ? known : _history[user.Id] = [];
        earlier.Insert(0, _users[user.Id].PasswordHash);
        earlier.RemoveRange(Math.Min(history, earlier.Count), Math.Max(0, earlier.Count - history));
        return Task.FromResult(PutPassword(user, audit));
    }

    public Task<bool> RenewPasswordAsync(User user, string inForce, AuditEntry audit, CancellationToken cancellationToken) =>
        Task.FromResult(IsInForce(user.Id, inForce) && PutPassword(user, audit));

    public Task<IReadOnlyList<string>> ListPasswordHistoryAsync(string id, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>(_history.GetValueOrDefault(id) ?? []);

    public Task<bool> DeleteAsync(string id, DateTimeOffset at, AuditEntry audit, CancellationToken cancellationToken)
    {
        var isRemoved = _users.Remove(id);
        if (isRemoved)
        {
            log.Add(audit);
        }

        return Task.FromResult(isRemoved);
    }

    private bool IsInForce(string id, string? hash)
    {
        Meanwhile?.Invoke();
        return _users.TryGetValue(id, out var known) && (hash is null || (known.IsActive && known.PasswordHash == hash));
    }

    private bool PutPassword(User user, AuditEntry audit) => Put(
        _users[user.Id] with { PasswordHash = user.PasswordHash, MustChangePassword = user.MustChangePassword, PasswordChangedAt = user.PasswordChangedAt }, audit);
}
