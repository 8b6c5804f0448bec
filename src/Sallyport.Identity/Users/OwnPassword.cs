using Microsoft.Extensions.Options;
using Sallyport.Core.Auditing;
using Sallyport.Identity.Mfa;

namespace Sallyport.Identity.Users;

/// <summary>A signed-in person's own password: proved before what a stolen session must not do, and changed.</summary>
public sealed class OwnPassword(
    IUserStore store, UserTable users, PasswordHasher hasher, PasswordPolicy policy, SignInThrottle throttle, AccountLocks locks, SecondFactor factor,
    IAuditLog auditLog, TimeProvider clock, IOptions<PasswordOptions> options)
{
    /// <summary>Null when the password, and the code where one is asked for, are right. Guesses count like those of a sign-in.</summary>
    /// <param name="userId">Whose.</param>
    /// <param name="password">The password in force, as typed.</param>
    /// <param name="code">The code as typed, or null where none is asked for. A right one is spent.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<PasswordRefusal?> FindRefusalAsync(
        string userId, string password, string? code, RequestActor actor, CancellationToken cancellationToken) =>
        await store.FindAsync(userId, cancellationToken) is { } user
            ? await FindRefusalAsync(user, password, code, actor, cancellationToken)
            : PasswordRefusal.WrongPassword;

    /// <summary>Changes it; null when that was done. The caller ends the user's other sessions.</summary>
    public async Task<PasswordRefusal?> ChangeAsync(
        string userId, string current, string replacement, RequestActor actor, CancellationToken cancellationToken)
    {
        // Read once: what is stored below replaces the hash that was proved, and no other.
        if (await store.FindAsync(userId, cancellationToken) is not { } user)
        {
            return PasswordRefusal.WrongPassword;
        }

        if (await FindRefusalAsync(user, current, null, actor, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        if (await FindFaultAsync(user, current, replacement, cancellationToken) is { } fault)
        {
            return PasswordRefusal.OfNew(fault);
        }

        var hash = await hasher.HashAsync(replacement, cancellationToken);
        var changed = user with { PasswordHash = hash, MustChangePassword = false, PasswordChangedAt = clock.GetUtcNow() };
        var audit = Entry("auth.password.change", user, actor);
        var isChanged = await store.UpdatePasswordAsync(changed, user.PasswordHash, options.Value.History, audit, cancellationToken);
        await users.ReloadAsync(cancellationToken);
        return isChanged ? null : PasswordRefusal.WrongPassword;
    }

    private async Task<PasswordRefusal?> FindRefusalAsync(
        User user, string password, string? code, RequestActor actor, CancellationToken cancellationToken)
    {
        if (throttle.RemainingWait(user.Name, actor.SourceIp) is { } wait)
        {
            return PasswordRefusal.Wait(wait);
        }

        using var place = hasher.TryJoin();
        if (place is null)
        {
            return PasswordRefusal.Busy;
        }

        var attempt = throttle.Fail(user.Name, actor.SourceIp);
        if (!(await hasher.VerifyAsync(place, password, user.PasswordHash, cancellationToken)).IsMatch)
        {
            await RecordFailureAsync("auth.password.proof", user, actor);
            return PasswordRefusal.WrongPassword;
        }

        if (code is not null && await factor.SpendAsync(user, code, actor, cancellationToken) is null)
        {
            await RecordFailureAsync("auth.mfa.proof", user, actor);
            return PasswordRefusal.WrongCode;
        }

        if (user.HasSecondFactor && code is null)
        {
            // A success would forget the wrong codes that whoever knows the password tried before.
            throttle.Withdraw(user.Name, actor.SourceIp, attempt);
            return null;
        }

        throttle.Succeed(user.Name, actor.SourceIp);
        return null;
    }

    private async Task<string?> FindFaultAsync(User user, string current, string replacement, CancellationToken cancellationToken)
    {
        if (PasswordPolicy.Normalize(current) == PasswordPolicy.Normalize(replacement))
        {
            return "The new password must differ from the current one.";
        }

        if (policy.FindFault(replacement, user.Name, users.RightsOf(user).Reach) is { } fault)
        {
            return fault;
        }

        var earlier = (await store.ListPasswordHistoryAsync(user.Id, cancellationToken)).Take(options.Value.History);
        return await hasher.IsOneOfAsync(replacement, earlier, cancellationToken) ? "The new password was used before; choose another." : null;
    }

    private async ValueTask RecordFailureAsync(string eventType, User user, RequestActor actor)
    {
        await auditLog.AppendAsync(Entry(eventType, user, actor) with { Result = "failure" });
        await locks.RecordAsync(user, actor);
    }

    private AuditEntry Entry(string eventType, User user, RequestActor actor) =>
        actor.As(user.Id, user.Name).Entry(clock.GetUtcNow(), eventType, "user", user.Id, user.Name);
}
