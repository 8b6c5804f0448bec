using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Sallyport.Core.Auditing;
using Sallyport.Core.Secrets;
using Sallyport.Identity.Sessions;
using Sallyport.Identity.Users;

namespace Sallyport.Identity.Mfa;

/// <summary>Enrols, checks and removes people's authenticators and recovery codes.</summary>
public sealed partial class SecondFactor(
    IMfaStore store, UserTable users, ISecretSealer sealer, TimeProvider clock, ILogger<SecondFactor> logger)
{
    private readonly ConfirmationTries _tries = new();

    /// <summary>A user's authenticator, confirmed or not.</summary>
    internal Task<StoredTotp?> FindAsync(string userId, CancellationToken cancellationToken) => store.FindAsync(userId, cancellationToken);

    /// <summary>How many recovery codes a user has left.</summary>
    internal Task<int> CountCodesAsync(string userId, CancellationToken cancellationToken) => store.CountCodesAsync(userId, cancellationToken);

    /// <summary>Makes a secret that its owner has yet to confirm; null when they have a confirmed one.</summary>
    internal async Task<string?> BeginAsync(User user, RequestActor actor, CancellationToken cancellationToken)
    {
        var secret = RandomNumberGenerator.GetBytes(Totp.SecretBytes);
        try
        {
            var totp = new StoredTotp(user.Id, sealer.Seal(RecordOf(user.Id), secret), clock.GetUtcNow(), null, 0);
            return await store.BeginAsync(totp, Entry("auth.mfa.begun", user, actor), cancellationToken) ? Base32.Encode(secret) : null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>
    /// Confirms the secret by a code of it. Returns the recovery codes, or null when the code is wrong or there is nothing to confirm.
    /// A secret that is too old, or at which was guessed too often, is deleted.
    /// </summary>
    internal async Task<IReadOnlyList<string>?> ConfirmAsync(User user, string code, RequestActor actor, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(user.Id, cancellationToken) is not { ConfirmedAt: null } totp)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var tries = _tries.Add(totp, now);
        var isOpen = tries <= ConfirmationTries.Most && now - totp.CreatedAt <= ConfirmationTries.Lifetime;
        if (!isOpen || FindStep(totp, code) is not { } step)
        {
            if (!isOpen || tries == ConfirmationTries.Most)
            {
                await store.AbandonAsync(totp, Entry("auth.mfa.abandoned", user, actor), cancellationToken);
            }

            return null;
        }

        var codes = RecoveryCodes.Create();
        var confirmed = totp with { ConfirmedAt = clock.GetUtcNow(), LastStep = step };
        var isConfirmed = await store.ConfirmAsync(confirmed, HashAll(codes), Entry("auth.mfa.enabled", user, actor), cancellationToken);
        await users.ReloadAsync(cancellationToken);
        return isConfirmed ? codes : null;
    }

    /// <summary>Spends a code of the authenticator or a recovery code, and says which it was; null when it is neither, or was used before.</summary>
    internal async Task<SignInMethod?> SpendAsync(User user, string code, RequestActor actor, CancellationToken cancellationToken)
    {
        var typed = string.Concat(code.Where(character => !char.IsWhiteSpace(character)));
        if (typed.Length == Totp.Digits)
        {
            return await store.FindAsync(user.Id, cancellationToken) is { ConfirmedAt: not null } totp
                && FindStep(totp, typed) is { } step
                && await store.SpendStepAsync(user.Id, step, cancellationToken)
                ? SignInMethod.Totp
                : null;
        }

        return RecoveryCodes.Hash(typed) is { } hash
            && await store.SpendCodeAsync(user.Id, hash, Entry("auth.mfa.recovery_code_used", user, actor), cancellationToken)
            ? SignInMethod.RecoveryCode
            : null;
    }

    /// <summary>New recovery codes in place of all others; null when there is no confirmed authenticator.</summary>
    internal async Task<IReadOnlyList<string>?> RenewCodesAsync(User user, RequestActor actor, CancellationToken cancellationToken)
    {
        var codes = RecoveryCodes.Create();
        var isDone = await store.ReplaceCodesAsync(user.Id, HashAll(codes), Entry("auth.mfa.recovery_codes_renewed", user, actor), cancellationToken);
        return isDone ? codes : null;
    }

    /// <summary>Removes a user's second factor. False when they had none.</summary>
    internal async Task<bool> RemoveAsync(User user, string eventType, RequestActor actor, CancellationToken cancellationToken)
    {
        var isRemoved = await store.RemoveAsync(user.Id, Entry(eventType, user, actor), cancellationToken);
        await users.ReloadAsync(cancellationToken);
        return isRemoved;
    }

    private static IReadOnlyList<byte[]> HashAll(IReadOnlyList<string> codes) =>
        // Our own codes have the form that hashes.
        [.. codes.Select(code => RecoveryCodes.Hash(code)!)];

    private static string RecordOf(string userId) => $"totp/{userId}";

    private long? FindStep(StoredTotp totp, string code)
    {
        byte[] secret;
        try
        {
            secret = sealer.Open(RecordOf(totp.UserId), totp.Secret);
        }
        catch (CryptographicException exception)
        {
            // Fails closed: recovery codes and an administrator's reset need no secret.
            Log.CannotOpen(logger, totp.UserId, exception);
            return null;
        }

        try
        {
            return Totp.FindStep(secret, code, clock.GetUtcNow(), totp.LastStep);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    private AuditEntry Entry(string eventType, User user, RequestActor actor) => actor.Entry(clock.GetUtcNow(), eventType, "user", user.Id, user.Name);

    private static partial class Log
    {
        [LoggerMessage(410, LogLevel.Error, "The authenticator of the user {UserId} cannot be opened: it was sealed under another master key or changed in the database.")]
        public static partial void CannotOpen(ILogger logger, string userId, Exception exception);
    }
}
