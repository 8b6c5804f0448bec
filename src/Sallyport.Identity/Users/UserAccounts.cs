using Microsoft.Extensions.Options;
using Sallyport.Core.Auditing;
using Sallyport.Core.Limits;
using Sallyport.Identity.Mfa;
using Sallyport.Identity.Sessions;

namespace Sallyport.Identity.Users;

/// <summary>Checks who signs in. Unknown names cost the same time and give the same answer as wrong passwords.</summary>
public sealed class UserAccounts(
    IUserStore store, UserTable users, PasswordHasher hasher, SecondFactor factor, SignInThrottle throttle, AccountLocks locks,
    StrangerRefusals strangers, IAuditLog auditLog, TimeProvider clock, IOptions<PasswordOptions> options)
{
    private const int MaxNameLength = 64;
    private const string UnknownUser = "(unknown)";

    /// <summary>Checks a name and password, and the code of the second factor where the user has one.</summary>
    public async Task<SignInResult> SignInAsync(string name, string password, string code, RequestActor actor, CancellationToken cancellationToken)
    {
        var account = Bound(name);
        if (throttle.RemainingWait(account, actor.SourceIp) is { } wait)
        {
            var known = await store.FindByNameAsync(account, cancellationToken);
            if (!IsFreed(known, account, actor))
            {
                await RecordFailureAsync(known, "throttled", actor);
                return new SignInResult(null, wait);
            }
        }

        using var place = hasher.TryJoin();
        if (place is null)
        {
            return new SignInResult(null, null, IsBusy: true);
        }

        // Counted before the slow hash: parallel guesses must not all pass the check above.
        var attempt = throttle.Fail(account, actor.SourceIp);
        var user = await store.FindByNameAsync(account, cancellationToken);
        if (user is not null && user != users.Find(user.Id))
        {
            // The command line changed them beside this process. What they may do is asked of the table.
            await users.ReloadAsync(cancellationToken);
        }

        var tried = password.Length <= PasswordPolicy.MaxLength * 2 ? password : "";
        var check = await hasher.VerifyAsync(place, tried, user?.PasswordHash, cancellationToken);
        if (user is not { IsActive: true } || !check.IsMatch)
        {
            await RecordFailureAsync(user, "wrong name or password", actor);
            if (user is not null)
            {
                await locks.RecordAsync(user, actor);
            }

            return new SignInResult(null, null);
        }

        return await EnterAsync(user, account, attempt, tried, check.NeedsRehash, code, actor, cancellationToken);
    }

    // Waiting guards the password in force; guesses at an earlier one say nothing about it.
    private bool IsFreed(User? user, string account, RequestActor actor)
    {
        if (user is not null)
        {
            throttle.UnlockBefore(account, actor.SourceIp, user.PasswordChangedAt);
        }

        return throttle.RemainingWait(account, actor.SourceIp) is null;
    }

    private static string Bound(string name)
    {
        var account = name.Trim().ToLowerInvariant();
        return account.Length <= MaxNameLength ? account : account[..MaxNameLength];
    }

    private async Task<SignInResult> EnterAsync(
        User user, string account, SignInAttempt attempt, string password, bool needsRehash, string code, RequestActor actor, CancellationToken cancellationToken)
    {
        var method = SignInMethod.Password;
        if (user.HasSecondFactor)
        {
            if (code.Length == 0)
            {
                // Neither success nor failure: a success would forget the wrong codes that whoever knows the password tried before.
                throttle.Withdraw(account, actor.SourceIp, attempt);
                return new SignInResult(null, null, Code: CodeFault.Missing);
            }

            if (await factor.SpendAsync(user, code, actor.As(user.Id, user.Name), cancellationToken) is not { } shown)
            {
                await RecordFailureAsync(user, "wrong code", actor);
                await locks.RecordAsync(user, actor);
                return new SignInResult(null, null, Code: CodeFault.Wrong);
            }

            method = shown;
        }

        throttle.Succeed(account, actor.SourceIp);
        var entered = needsRehash ? await RehashAsync(user, password, actor, cancellationToken) : user;
        if (entered is not null && IsDue(entered))
        {
            entered = await RenewAsync(entered, entered with { MustChangePassword = true }, Entry("user.password.expired", user, actor), cancellationToken);
        }

        return new SignInResult(entered, null, Method: method);
    }

    private bool IsDue(User user) =>
        !user.MustChangePassword && options.Value.MaxAge > TimeSpan.Zero && clock.GetUtcNow() - user.PasswordChangedAt >= options.Value.MaxAge;

    private async Task<User?> RehashAsync(User user, string password, RequestActor actor, CancellationToken cancellationToken)
    {
        var renewed = user with { PasswordHash = await hasher.HashAsync(password, cancellationToken) };
        return await RenewAsync(user, renewed, Entry("user.password.rehashed", user, actor), cancellationToken);
    }

    // Null when the user was disabled or got another password since it was checked.
    private async Task<User?> RenewAsync(User user, User renewed, AuditEntry audit, CancellationToken cancellationToken)
    {
        var isRenewed = await store.RenewPasswordAsync(renewed, user.PasswordHash, audit, cancellationToken);
        await users.ReloadAsync(cancellationToken);
        if (isRenewed)
        {
            return renewed;
        }

        // Another sign-in at the same time may have hashed the same password again.
        return await store.FindAsync(user.Id, cancellationToken) is { IsActive: true } known && known.PasswordChangedAt == user.PasswordChangedAt ? known : null;
    }

    private AuditEntry Entry(string eventType, User user, RequestActor actor) =>
        actor.As(user.Id, user.Name).Entry(clock.GetUtcNow(), eventType, "user", user.Id, user.Name);

    // A name nobody has is not recorded: people type their password into the wrong field, and the trail is for ever.
    // Beyond an address's budget failures share one entry a minute: whoever reaches the port could otherwise fill the disk.
    private ValueTask RecordFailureAsync(User? user, string reason, RequestActor actor)
    {
        if (!strangers.LeavesEntry(actor.SourceIp))
        {
            return ValueTask.CompletedTask;
        }

        var entry = actor.Entry(clock.GetUtcNow(), "auth.login.failed", "user", user?.Id ?? "", user?.Name ?? UnknownUser);
        return auditLog.AppendAsync(entry with { Result = "failure", Details = AuditDetails.Of(new { reason }) });
    }
}
