using Sallyport.Core.Auditing;
using Sallyport.Identity.Mfa;

namespace Sallyport.Tests.Fakes;

public sealed class InMemoryMfaStore(RecordingAuditLog log, InMemoryUserStore users) : IMfaStore
{
    private readonly Dictionary<string, StoredTotp> _totp = [];
    private readonly Dictionary<string, HashSet<string>> _codes = [];

    public Task<StoredTotp?> FindAsync(string userId, CancellationToken cancellationToken) => Task.FromResult(_totp.GetValueOrDefault(userId));

    public Task<bool> BeginAsync(StoredTotp totp, AuditEntry audit, CancellationToken cancellationToken)
    {
        if (_totp.GetValueOrDefault(totp.UserId) is { ConfirmedAt: not null })
        {
            return Task.FromResult(false);
        }

        _totp[totp.UserId] = totp;
        log.Add(audit);
        return Task.FromResult(true);
    }

    public Task<bool> ConfirmAsync(StoredTotp totp, IReadOnlyList<byte[]> codeHashes, AuditEntry audit, CancellationToken cancellationToken)
    {
        _totp[totp.UserId] = totp;
        _codes[totp.UserId] = [.. codeHashes.Select(Convert.ToHexString)];
        users.Mark(totp.UserId, hasSecondFactor: true);
        log.Add(audit);
        return Task.FromResult(true);
    }

    public Task<bool> AbandonAsync(StoredTotp totp, AuditEntry audit, CancellationToken cancellationToken)
    {
        log.Add(audit);
        return Task.FromResult(_totp.Remove(totp.UserId));
    }

    public Task<bool> SpendStepAsync(string userId, long step, CancellationToken cancellationToken)
    {
        if (_totp[userId].LastStep >= step)
        {
            return Task.FromResult(false);
        }

        _totp[userId] = _totp[userId] with { LastStep = step };
        return Task.FromResult(true);
    }

    public Task<bool> SpendCodeAsync(string userId, ReadOnlyMemory<byte> codeHash, AuditEntry audit, CancellationToken cancellationToken)
    {
        var isSpent = _codes.GetValueOrDefault(userId)?.Remove(Convert.ToHexString(codeHash.Span)) == true;
        if (isSpent)
        {
            log.Add(audit);
        }

        return Task.FromResult(isSpent);
    }

    public Task<bool> ReplaceCodesAsync(string userId, IReadOnlyList<byte[]> codeHashes, AuditEntry audit, CancellationToken cancellationToken)
    {
        _codes[userId] = [.. codeHashes.Select(Convert.ToHexString)];
        log.Add(audit);
        return Task.FromResult(true);
    }

    public Task<int> CountCodesAsync(string userId, CancellationToken cancellationToken) => Task.FromResult(_codes.GetValueOrDefault(userId)?.Count ?? 0);

    public Task<bool> RemoveAsync(string userId, AuditEntry audit, CancellationToken cancellationToken)
    {
        _codes.Remove(userId);
        var isRemoved = _totp.Remove(userId);
        users.Mark(userId, hasSecondFactor: false);
        log.Add(audit);
        return Task.FromResult(isRemoved);
    }
}
