using Sallyport.Core.Auditing;
using Sallyport.Core.Limits;

namespace Sallyport.Identity.Users;

/// <summary>Checks and changes passwords. Unknown names cost the same time and give the same answer as wrong passwords.</summary>
public sealed class UserAccounts(
    IUserStore store, UserTable users, PasswordHasher hasher, SignInThrottle throttle, StrangerRefusals strangers, IAuditLog auditLog, TimeProvider clock)
{
    private const int MaxNameLength = 64;
    private const string UnknownUser = "(unknown)";

    /// <summary>Checks a name and password.</summary>
    public async Task<SignInResult> SignInAsync(string name, string password, RequestActor actor, CancellationToken cancellationToken)
    {
        var account = Bound(name);
        if (throttle.RemainingWait(account, actor.SourceIp) is { } wait)
        {
            await RecordFailureAsync(await store.FindByNameAsync(account, cancellationToken), "throttled", actor);
            return new SignInResult(null, wait);
        }

        using var place = hasher.TryJoin();
        if (place is null)
        {
            return new SignInResult(null, null, IsBusy: true);
        }

        // Counted before the slow hash: parallel guesses must not all pass the check above.
        throttle.Fail(account, actor.SourceIp);
        var user = await store.FindByNameAsync(account, cancellationToken);
        var tried = password.Length <= PasswordPolicy.MaxLength * 2 ? password : "";
        var check = await hasher.VerifyAsync(place, tried, user?.PasswordHash, cancellationToken);
        if (user is not { IsActive: true } || !check.IsMatch)
        {
            await RecordFailureAsync(user, "wrong name or password", actor);
            return new SignInResult(null, null);
        }

        throttle.Succeed(account, actor.SourceIp);
        if (check.NeedsRehash)
        {
            user = await StrengthenAsync(user, tried, actor, cancellationToken);
        }

        return new SignInResult(user, null);
    }

    /// <summary>Changes a user's own password. The caller ends the user's other sessions.</summary>
    public async Task<PasswordChangeResult> ChangePasswordAsync(
        string userId, string current, string replacement, RequestActor actor, CancellationToken cancellationToken)
    {
        var user = await store.FindAsync(userId, cancellationToken);
        if (user is null)
        {
            return PasswordChangeResult.WrongPassword;
        }

        if (throttle.RemainingWait(user.Name, actor.SourceIp) is { } wait)
        {
            return PasswordChangeResult.Wait(wait);
        }

        using var place = hasher.TryJoin();
        if (place is null)
        {
            return PasswordChangeResult.Busy;
        }

        throttle.Fail(user.Name, actor.SourceIp);
        if (!(await hasher.VerifyAsync(place, current, user.PasswordHash, cancellationToken)).IsMatch)
        {
            await auditLog.AppendAsync(Entry("auth.password.change", user, actor) with { Result = "failure" });
            return PasswordChangeResult.WrongPassword;
        }

        throttle.Succeed(user.Name, actor.SourceIp);
        if (FindFault(user, current, replacement) is { } fault)
        {
            return PasswordChangeResult.Refused(fault);
        }

        var hash = await hasher.HashAsync(replacement, cancellationToken);
        var changed = user with { PasswordHash = hash, MustChangePassword = false, PasswordChangedAt = clock.GetUtcNow() };
        await SaveAsync(changed, Entry("auth.password.change", user, actor), cancellationToken);
        return PasswordChangeResult.Done;
    }

    private static string? FindFault(User user, string current, string replacement) =>
        current == replacement ? "The new password must differ from the current one." : PasswordPolicy.FindFault(replacement, user.Name);

    private static string Bound(string name)
    {
        var account = name.Trim().ToLowerInvariant();
        return account.Length <= MaxNameLength ? account : account[..MaxNameLength];
    }

    private async Task<User> StrengthenAsync(User user, string password, RequestActor actor, CancellationToken cancellationToken)
    {
        var stronger = user with { PasswordHash = await hasher.HashAsync(password, cancellationToken) };
        await SaveAsync(stronger, Entry("user.password.rehashed", user, actor), cancellationToken);
        return stronger;
    }

    private async Task SaveAsync(User user, AuditEntry audit, CancellationToken cancellationToken)
    {
        await store.UpdateAsync(user, audit, cancellationToken);
        await users.ReloadAsync(cancellationToken);
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
