using Sallyport.Core.Auditing;

namespace Sallyport.Identity.Mfa;

/// <summary>Durable second factors. Every change commits together with its audit entry.</summary>
public interface IMfaStore
{
    /// <summary>A user's authenticator, confirmed or not; null where there is none.</summary>
    Task<StoredTotp?> FindAsync(string userId, CancellationToken cancellationToken);

    /// <summary>Stores one that is not confirmed yet, in place of another such. False when a confirmed one exists.</summary>
    Task<bool> BeginAsync(StoredTotp totp, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>
    /// Confirms the one that was not, spends the step, and stores the recovery codes' hashes. False when there is none to confirm or it is
    /// another one than was read.
    /// </summary>
    Task<bool> ConfirmAsync(StoredTotp totp, IReadOnlyList<byte[]> codeHashes, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Deletes one that is not confirmed. False when there is none, or another one than was read.</summary>
    Task<bool> AbandonAsync(StoredTotp totp, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Spends a step. False when it, or one after it, was spent before.</summary>
    Task<bool> SpendStepAsync(string userId, long step, CancellationToken cancellationToken);

    /// <summary>Spends a recovery code. False when there is none of that hash.</summary>
    Task<bool> SpendCodeAsync(string userId, ReadOnlyMemory<byte> codeHash, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Replaces all recovery codes. False when there is no confirmed authenticator.</summary>
    Task<bool> ReplaceCodesAsync(string userId, IReadOnlyList<byte[]> codeHashes, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>How many recovery codes are left.</summary>
    Task<int> CountCodesAsync(string userId, CancellationToken cancellationToken);

    /// <summary>Removes the authenticator and the recovery codes. False when there was none.</summary>
    Task<bool> RemoveAsync(string userId, AuditEntry audit, CancellationToken cancellationToken);
}
