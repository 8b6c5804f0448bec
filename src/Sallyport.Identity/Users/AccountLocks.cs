using Sallyport.Core.Auditing;

namespace Sallyport.Identity.Users;

/// <summary>Records when failures make an account wait: an administrator, and whoever watches the trail, is told that somebody guesses at it.</summary>
public sealed class AccountLocks(SignInThrottle throttle, IAuditLog auditLog, TimeProvider clock)
{
    /// <summary>To be called after a counted failure. Records once for each wait, and nothing when only the address waits.</summary>
    internal ValueTask RecordAsync(User user, RequestActor actor) =>
        throttle.RemainingWaitOfAccount(user.Name, actor.SourceIp) is not { } wait
            ? ValueTask.CompletedTask
            : auditLog.AppendAsync(actor.Entry(clock.GetUtcNow(), "auth.account.locked", "user", user.Id, user.Name) with
            {
                Result = "failure",
                Details = AuditDetails.Of(new { Seconds = (int)Math.Ceiling(wait.TotalSeconds) }),
            });
}
